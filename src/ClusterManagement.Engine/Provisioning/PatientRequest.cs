using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>
/// Requests that start a task. A node carries one out even when nobody waits for the answer any more; so a cancelled operation still waits
/// for the answer, which names the task to undo. Otherwise a container could come into being once its row is gone.
/// </summary>
internal static class PatientRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Sends a request, unless its operation is cancelled already.</summary>
    /// <param name="send">Sends it; its token ends the waiting for the answer.</param>
    /// <param name="cancellationToken">The operation's token.</param>
    public static async Task<Upid> SendAsync(Func<CancellationToken, Task<Upid>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource();
        await using var cancellation = cancellationToken.Register(() => patience.CancelAfter(Patience));
        return await send(patience.Token);
    }
}
