using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// Makes a container on Proxmox what it should be, and sends only what differs. The digest of what was read travels with the
/// change; when somebody else was faster, or an answer was lost, Proxmox is looked at again before anything more is sent.
/// </summary>
/// <param name="client">The client of the cluster it is in.</param>
/// <param name="remote">The container.</param>
/// <param name="row">Its row.</param>
/// <param name="journal">Its job.</param>
/// <param name="context">The operation's context.</param>
internal sealed class RemoteEdit(ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context)
{
    private const int Tries = 3;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    /// <summary>Makes it so.</summary>
    /// <param name="wish">How it should be.</param>
    /// <param name="grown">Told the root disk's size in GiB once it has grown.</param>
    /// <returns>Its state before the last change, which is the present one when nothing differed.</returns>
    public async Task<RemoteState> ApplyAsync(ConfigWish wish, Func<int, Task>? grown = null)
    {
        var token = context.CancellationToken;
        for (var i = 1; ; i++)
        {
            var state = await remote.LocateOwnAsync(row, token);
            var difference = wish.Against(state.Config);
            if (difference.IsEmpty) return state;
            try
            {
                if (difference.GrowTo is { } size)
                {
                    await GrowAsync(size, state.Config.RootGiB);
                    if (grown is not null) await grown(size);

                    // The size is part of the configuration, so the digest is another one now.
                    if (!difference.HasNoOptions) continue;
                    return state;
                }

                await journal.StepAsync($"Changing {remote.Label}: {difference.Names}.", 40);
                await SendAsync(difference, state.Config.Digest);
                return state;
            }
            catch (RemoteApiException exception) when (ProxmoxErrors.IsDigestMismatch(exception))
            {
                if (i >= Tries) throw Conflict(exception);
                context.Verbose($"{remote.Label} was changed by somebody else in between; looking at it again.");
            }
            catch (RemoteApiException exception) when (ProxmoxErrors.IsLockTimeout(exception) && i < Tries)
            {
                // Proxmox has waited ten seconds for the lock by itself, and has done nothing.
                context.Verbose($"{remote.Label}: {exception.Message} Trying again.");
            }
            catch (RemoteApiException exception) when (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout && i < Tries)
            {
                await journal.StepAsync($"The answer was lost ({exception.Message}); looking whether it was carried out.");
                await remote.SettleAsync(token);
            }
        }
    }

    // Proxmox carries a change out even when nobody waits for the answer any more, so a cancelled operation still waits a
    // little: what was taken is then recorded.
    private async Task SendAsync(ConfigDifference difference, string? digest)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource();
        await using var cancellation = context.CancellationToken.Register(() => patience.CancelAfter(AnswerPatience));
        await client.UpdateContainerConfigAsync(
            remote.Node, row.ContainerId!.Value, difference.Set, difference.Delete, digest, patience.Token);
    }

    private async Task GrowAsync(int size, int? present)
    {
        await journal.StepAsync($"Growing the root disk of {remote.Label} from {present} to {size} GiB.", 30);
        await remote.RunAsync(
            $"Growing the root disk of {remote.Label}",
            () => client.ResizeAsync(remote.Node, row.ContainerId!.Value, "rootfs", size, digest: null, context.CancellationToken),
            ProxmoxErrors.IsSizeReached,
            context.CancellationToken);
    }

    private ClusterException Conflict(RemoteApiException cause) => new(
        ErrorIds.ConcurrencyConflict, ClusterErrorKind.Conflict,
        $"{remote.Label} was changed by somebody else each time it was about to be changed; the last change was not sent.",
        "Find out who changes it, and try again.", row.Hostname, cause);
}
