using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of the cmdlets whose records are worked on at once. A record is validated, and asked about, in its turn; then it runs beside
/// the others, and its output comes when it has ended. What names the same object runs one after the other.
/// </summary>
public abstract class ParallelCmdlet : ClusterCmdlet
{
    private ParallelWork? _work;

    /// <summary>How many containers are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    [PSDefaultValue(Help = "4")]
    public int ThrottleLimit { get; set; } = 4;

    private ParallelWork Work => _work ??= new ParallelWork(
        Context,
        ThrottleLimit,
        result => WriteResult(result),
        exception => WriteError(ErrorRecords.From(exception)));

    /// <summary>
    /// Begins the work on a record, once there is room and nothing is at work on the same object, and returns when it is approved.
    /// </summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="key">The object it works on.</param>
    /// <param name="work">The work. It runs on other threads, and reads parameters before it asks for approval only.</param>
    /// <param name="isWanted">False where the caller did not ask for what the work returns, as without <c>-PassThru</c>.</param>
    private protected void Begin<T>(string key, Func<IOperationContext, Task<T>> work, bool isWanted = true)
    {
        // Opened here: later, it would be opened on another thread.
        _ = Session;
        Work.Begin(key, async context =>
        {
            object? result = await work(context);
            return isWanted ? result : null;
        });
    }

    /// <summary>Waits until nothing is at work on an object.</summary>
    /// <param name="key">The object.</param>
    private protected void WaitFor(string key) => _work?.WaitFor(key);

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() => _work?.Drain());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _work?.Abandon();
        base.Dispose(disposing);
    }
}
