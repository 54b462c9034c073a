namespace ClusterManagement.Commands;

/// <summary>
/// Operations that Ctrl+C cancelled and that still undo what they had half done while the prompt is back. The process does not end
/// under them, unless they take longer than anybody waits for a process to end.
/// </summary>
internal static class UnfinishedWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly HashSet<Task> Tasks = [];
    private static readonly Lock Gate = new();

    static UnfinishedWork() => AppDomain.CurrentDomain.ProcessExit += (_, _) => WaitForAll();

    /// <summary>Keeps the process alive for an operation.</summary>
    /// <param name="task">The operation.</param>
    public static void Add(Task task)
    {
        lock (Gate) Tasks.Add(task);
        task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Remove(Task task)
    {
        lock (Gate) Tasks.Remove(task);
    }

    private static void WaitForAll()
    {
        Task[] left;
        lock (Gate) left = [.. Tasks];
        Task.WhenAny(Task.WhenAll(left), Task.Delay(Patience)).GetAwaiter().GetResult();
    }
}
