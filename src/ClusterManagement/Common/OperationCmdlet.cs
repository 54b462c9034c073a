using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of every cmdlet that runs operations of the engine: Ctrl+C and the translation of errors. A cmdlet says what to run;
/// this class runs it and keeps the pipeline's rules.
/// </summary>
public abstract class OperationCmdlet : PSCmdlet, IDisposable
{
    private volatile PipelineContext? _context;
    private volatile bool _isStopping;

    /// <summary>What a running operation speaks to.</summary>
    private protected PipelineContext Context => _context ?? Open();

    /// <summary>Cancels what runs. Called on another thread.</summary>
    protected override void StopProcessing()
    {
        _isStopping = true;
        _context?.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what outlives a record.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _context?.Dispose();
    }

    /// <summary>True when the caller gave a parameter.</summary>
    /// <param name="name">The parameter's name.</param>
    private protected bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <summary>The value of a parameter, given or not.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    private protected Optional<T> Bound<T>(string name, T value) => IsBound(name) ? new Optional<T>(value) : default;

    /// <summary>An optional text; an empty one, as a blank cell of a table gives, counts as not given.</summary>
    /// <param name="value">The text.</param>
    private protected static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Runs one record's work; an error of this module becomes an error record, and the next record goes on.</summary>
    /// <param name="work">The work.</param>
    private protected void Run(Action work)
    {
        try
        {
            work();
        }
        catch (ClusterException exception)
        {
            WriteError(ErrorRecords.From(exception));
        }
        catch (OperationCanceledException) when (Context.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits for an operation.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="operation">The operation.</param>
    private protected T Wait<T>(Task<T> operation) => Context.Wait(operation);

    /// <summary>Waits for an operation.</summary>
    /// <param name="operation">The operation.</param>
    private protected void Wait(Task operation) => Context.Wait(Finish(operation));

    /// <summary>Writes an object unless there is none, as after a change that was not approved.</summary>
    /// <param name="result">The object.</param>
    /// <param name="isWanted">False where the caller did not ask for it, as without <c>-PassThru</c>.</param>
    private protected void WriteResult(object? result, bool isWanted = true)
    {
        if (isWanted && result is not null) WriteObject(result);
    }

    /// <summary>Writes objects one by one; none after a change that was not approved.</summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="results">The objects.</param>
    private protected void WriteEach<T>(IEnumerable<T>? results)
    {
        foreach (var result in results ?? []) WriteObject(result);
    }

    // Made on the pipeline's thread, which it remembers; a stop that came before is passed on.
    private PipelineContext Open()
    {
        var context = new PipelineContext(this);
        _context = context;
        if (_isStopping) context.Stop();
        return context;
    }

    private static async Task<bool> Finish(Task operation)
    {
        await operation;
        return true;
    }
}
