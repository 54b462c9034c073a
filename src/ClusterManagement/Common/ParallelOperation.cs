using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// One of several operations of a cmdlet that run at once, as it speaks to the pipeline. Until its change is approved it has the floor:
/// the next record waits, so that questions, and what <c>-WhatIf</c> tells, come in the order of the records.
/// </summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="number">Its number within the cmdlet, and of its line of progress.</param>
/// <param name="key">What it works on.</param>
internal sealed class ParallelOperation(PipelineContext pipeline, int number, string key) : IOperationContext
{
    private volatile bool _hasFloor = true;
    private ProgressRecord? _line;

    /// <summary>What it works on; no two operations work on the same at once.</summary>
    public string Key => key;

    /// <summary>True until its change is approved or refused.</summary>
    public bool HasFloor => _hasFloor;

    /// <summary>The operation at work.</summary>
    public Task<object?> Work { get; private set; } = Task.FromResult<object?>(null);

    /// <inheritdoc/>
    public string Command => pipeline.Command;

    /// <inheritdoc/>
    public CancellationToken CancellationToken => pipeline.CancellationToken;

    /// <inheritdoc/>
    public bool IsRehearsal => pipeline.IsRehearsal;

    /// <summary>Begins the work away from the pipeline's thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="ended">Called on the pipeline's thread once it has ended.</param>
    public void Begin(Func<IOperationContext, Task<object?>> work, Action<ParallelOperation> ended)
    {
        Work = Task.Run(() => work(this));
        Work.ContinueWith(
            _ => pipeline.Post(() => ended(this)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ApproveAsync(string target, string action)
    {
        var isApproved = await pipeline.ApproveAsync(target, action);
        _hasFloor = false;
        pipeline.Wake();
        return isApproved;
    }

    /// <inheritdoc/>
    public void Verbose(string message) => pipeline.Verbose(message);

    /// <inheritdoc/>
    public void Debug(string message) => pipeline.Debug(message);

    /// <inheritdoc/>
    public void Warning(string message) => pipeline.Warning(message);

    /// <summary>Shows one line for the whole operation; what its steps report of themselves is told in that line.</summary>
    /// <inheritdoc/>
    public void Progress(OperationProgress progress)
    {
        var line = new ProgressRecord(number, _line?.Activity ?? progress.Activity, progress.Status)
        {
            PercentComplete = progress.PercentComplete < 0 ? _line?.PercentComplete ?? -1 : progress.PercentComplete,
        };
        _line = line;
        pipeline.Show(line);
    }

    /// <summary>Takes its line of progress away. Called on the pipeline's thread.</summary>
    public void EndProgress()
    {
        if (_line is null) return;
        pipeline.Show(new ProgressRecord(number, _line.Activity, _line.StatusDescription) { PercentComplete = 100, RecordType = ProgressRecordType.Completed });
    }
}
