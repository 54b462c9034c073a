using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>What a container is made from: a template, a backup or another container. It says how to ask Proxmox, and what is left to do then.</summary>
/// <param name="readiness">What the node offers.</param>
internal abstract class CreationSource(NodeReadiness readiness)
{
    /// <summary>What the node offers.</summary>
    public NodeReadiness Readiness => readiness;

    /// <summary>What it is made from, for people.</summary>
    public abstract string Label { get; }

    /// <summary>The task that makes it, once it has been started.</summary>
    protected Upid? Task { get; private set; }

    /// <summary>True from a request nobody answered: it may be carried out all the same.</summary>
    protected bool IsUnanswered { get; private set; }

    /// <summary>Looks at the node and finds what the container is to be made from.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="plan">The container.</param>
    /// <param name="preflight">Looks at the node.</param>
    /// <param name="context">The operation's context.</param>
    public static async Task<CreationSource> PrepareAsync(
        ProxmoxClient client, ContainerPlan plan, NodePreflight preflight, IOperationContext context) => plan switch
        {
            { Original: not null } => await CloneSource.PrepareAsync(client, plan, preflight, context),
            { Draft.Origin.Backup: not null } => await BackupSource.PrepareAsync(client, plan, preflight, context),
            _ => await TemplateSource.PrepareAsync(client, plan, preflight, context),
        };

    /// <summary>Asks Proxmox to make the container.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="request">The container as it would be made from a template.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    public async Task<Upid> SendAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken)
    {
        IsUnanswered = true;
        try
        {
            Task = await StartAsync(client, request, cancellationToken);
            IsUnanswered = false;
            return Task.Value;
        }
        catch (RemoteApiException exception) when (!exception.IsAmbiguous)
        {
            IsUnanswered = false;
            throw;
        }
    }

    /// <summary>Writes into the new row what is known before the container is made.</summary>
    /// <param name="row">The row.</param>
    public virtual void Describe(ContainerEntity row)
    {
    }

    /// <summary>Waits for a making that is still at work although nobody follows it, where it shows under another CTID than the new one.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="abort">True to abort it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public virtual Task SettleAsync(ProxmoxClient client, bool abort, CancellationToken cancellationToken) => System.Threading.Tasks.Task.CompletedTask;

    /// <summary>Does what the request could not carry.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="remote">The new container.</param>
    /// <param name="row">Its row.</param>
    /// <param name="journal">Its job.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>Its configuration when the row has to take it over; null when the row has all of it.</returns>
    public abstract Task<ContainerConfig?> FinishAsync(
        ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context);

    /// <summary>Sends the request.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="request">The container as it would be made from a template.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    protected abstract Task<Upid> StartAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken);
}
