using System.Collections.Concurrent;
using System.Diagnostics;

namespace ClusterManagement.TestServers;

/// <summary>The one thread that starts the processes that are to die with this one.</summary>
/// <remarks>Linux sends the parent death signal when the thread ends that started the child, see PR_SET_PDEATHSIG(2const), and those of the
/// pool end when they are idle.</remarks>
internal static class ParentThread
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ParentThread() => new Thread(Run) { IsBackground = true, Name = nameof(ParentThread) }.Start();

    /// <summary>Starts a process on this thread.</summary>
    /// <param name="start">What to start.</param>
    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start) ?? throw new DatabaseServerException($"'{start.FileName}' did not start."));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
            start();
    }
}
