using System.Management.Automation;

namespace ClusterManagement.Shell;

/// <summary>
/// Shows a pipeline's output through Out-Default, with a fresh one for every kind of object: a single Out-Default
/// falls back to lists, or to blank rows, as soon as objects without a common view follow each other.
/// What a table holds back to find its widths is shown even when <c>exit</c> or an error cuts the pipeline short.
/// </summary>
[Cmdlet("Out", "Shell")]
public sealed class ShellOutput : PSCmdlet, IDisposable
{
    private SteppablePipeline? _formatter;
    private OutputKind? _kind;
    private bool _stopped;

    /// <summary>Gets or sets the object to show.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_stopped)
            Flush();
        _formatter?.Dispose();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } shown)
            return;
        if (_kind is not null && !_kind.Includes(shown))
            Flush();
        if (!OutputKind.IsText(shown))
            _kind ??= new OutputKind(shown);
        if (_formatter is null)
        {
            _formatter = ScriptBlock.Create("Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
            _formatter.Begin(expectInput: true);
        }

        _formatter.Process(shown);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Flush();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopped = true;

    private void Flush()
    {
        var formatter = _formatter;
        _formatter = null;
        _kind = null;
        if (formatter is null)
            return;
        using (formatter)
            formatter.End();
    }
}
