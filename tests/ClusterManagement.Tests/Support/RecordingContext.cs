using System.Collections.Concurrent;

namespace ClusterManagement.Tests.Support;

/// <summary>An operation's context that approves everything and keeps what is said.</summary>
internal sealed class RecordingContext(CancellationToken cancellationToken) : IOperationContext
{
    private readonly ConcurrentQueue<string> _lines = new();

    public RecordingContext()
        : this(Xunit.TestContext.Current.CancellationToken)
    {
    }

    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>Everything that was said, in its order.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public bool IsApproving { get; init; } = true;

    /// <summary>What happens while the question is open.</summary>
    public Func<Task>? BeforeApproval { get; init; }

    public string Command => "Test-Command";

    public bool IsRehearsal { get; init; }

    public CancellationToken CancellationToken => cancellationToken;

    public async ValueTask<bool> ApproveAsync(string target, string action)
    {
        if (BeforeApproval is not null) await BeforeApproval();
        _lines.Enqueue($"{action} {target}");
        return IsApproving;
    }

    public void Verbose(string message) => _lines.Enqueue(message);

    public void Debug(string message) => _lines.Enqueue(message);

    public void Warning(string message)
    {
        Warnings.Enqueue(message);
        _lines.Enqueue(message);
    }

    public void Progress(OperationProgress progress) => _lines.Enqueue($"{progress.Activity} {progress.Status}");
}
