using System.Diagnostics;

namespace ClusterManagement.TestServers;

/// <summary>A running server: its main process and the workers that it starts.</summary>
/// <param name="process">The main process.</param>
internal sealed class ServerProcess(Process process) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>The main process's id.</summary>
    public int Id { get; } = process.Id;

    /// <summary>The exit code; null while it runs.</summary>
    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <summary>Asks it to end and waits for that.</summary>
    /// <param name="signal">The signal that asks.</param>
    /// <returns>Whether it ended within a minute.</returns>
    public async Task<bool> StopAsync(Signal signal)
    {
        _ = NativeMethods.SendSignal(Id, signal);
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Kills it and its workers, all at once, and waits until none is left.</summary>
    /// <returns>Whether they ended within a minute.</returns>
    public async Task<bool> KillAsync()
    {
        _ = NativeMethods.SendSignal(Id, Signal.Stop);
        int[] all = [Id, .. ProcessTable.ChildrenOf(Id)];
        foreach (var one in all)
            _ = NativeMethods.SendSignal(one, Signal.Kill);

        // A worker that still ends holds memory and files that the next start wants.
        await process.WaitForExitAsync();
        for (var start = Stopwatch.GetTimestamp(); all.Any(ProcessTable.IsRunning); await Task.Delay(Interval))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) return false;
        }

        return true;
    }

    /// <summary>Ends it when nobody needs its data any more; blocks, since this process may be ending too.</summary>
    /// <param name="signal">The signal that does it.</param>
    public void End(Signal signal)
    {
        _ = NativeMethods.SendSignal(Id, signal);
        if (process.WaitForExit(Patience)) return;
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
