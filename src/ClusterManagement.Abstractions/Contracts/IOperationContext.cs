namespace ClusterManagement;

/// <summary>
/// What a running operation says to whoever started it, and what it asks. Every member may be called from any thread.
/// </summary>
public interface IOperationContext
{
    /// <summary>The command that runs, as the audit trail names it.</summary>
    string Command { get; }

    /// <summary>Fires when the caller wants the operation to end.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>
    /// True when it is known beforehand that no change will be approved, as with <c>-WhatIf</c>: the operation checks its input
    /// and leaves no trace, not even a new database.
    /// </summary>
    bool IsRehearsal { get; }

    /// <summary>
    /// Asks whether a change may be made. Called once the input is known to be good and before anything is changed.
    /// </summary>
    /// <param name="target">What will be changed, for example <c>container web1 (103) on node pve1</c>.</param>
    /// <param name="action">What will be done, for example <c>Remove</c>.</param>
    ValueTask<bool> ApproveAsync(string target, string action);

    /// <summary>Reports a step.</summary>
    /// <param name="message">What was done.</param>
    void Verbose(string message);

    /// <summary>Reports wire traffic, without secrets.</summary>
    /// <param name="message">One line.</param>
    void Debug(string message);

    /// <summary>Reports a surprise that is no failure.</summary>
    /// <param name="message">What is surprising, and on what.</param>
    void Warning(string message);

    /// <summary>Reports how far the operation is.</summary>
    /// <param name="progress">The progress.</param>
    void Progress(OperationProgress progress);
}
