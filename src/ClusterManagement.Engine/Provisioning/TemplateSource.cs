using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Containers;
using ClusterManagement.Engine.Jobs;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Provisioning;

/// <summary>A template of the node, or an image that was pulled from a registry.</summary>
/// <param name="plan">The container.</param>
/// <param name="readiness">What the node offers.</param>
internal sealed class TemplateSource(ContainerPlan plan, NodeReadiness readiness) : CreationSource(readiness)
{
    // Templates are compressed archives; an image is not.
    private const string ImageExtension = ".tar";

    /// <inheritdoc/>
    public override string Label => Readiness.Template;

    private bool IsImage => Readiness.Template.EndsWith(ImageExtension, StringComparison.OrdinalIgnoreCase);

    private bool HasProcess => plan.Draft.Entrypoint is not null || plan.Draft.Environment is { Count: > 0 };

    /// <summary>Looks at the node and finds the template.</summary>
    /// <param name="client">The node's client.</param>
    /// <param name="plan">The container.</param>
    /// <param name="preflight">Looks at the node.</param>
    /// <param name="context">The operation's context.</param>
    public static new async Task<CreationSource> PrepareAsync(
        ProxmoxClient client, ContainerPlan plan, NodePreflight preflight, IOperationContext context)
    {
        var source = new TemplateSource(plan, await preflight.RunAsync(client));
        if (source.HasProcess || source.IsImage)
        {
            var what = source.HasProcess ? "Setting environment variables or the entrypoint" : "Making a container from an image";
            await NodeRelease.RefuseOldAsync(client, plan.Node.Name, what, context.CancellationToken);
        }

        return source;
    }

    /// <inheritdoc/>
    public override async Task<ContainerConfig?> FinishAsync(
        ProxmoxClient client, RemoteContainer remote, ContainerEntity row, JobJournal journal, IOperationContext context)
    {
        // An image brings an entrypoint of its own, which wins over the one of the request.
        if (!HasProcess) return null;
        var wish = new ConfigWish
        {
            Environment = plan.Draft.Environment is { Count: > 0 } variables ? new(variables) : default,
            Entrypoint = plan.Draft.Entrypoint is { } command ? new(command) : default,
        };
        await new RemoteEdit(client, remote, row, journal, context).ApplyAsync(wish);
        return null;
    }

    /// <inheritdoc/>
    protected override Task<Upid> StartAsync(ProxmoxClient client, ContainerCreateRequest request, CancellationToken cancellationToken) =>
        client.CreateContainerAsync(
            plan.Node.Name,
            request with
            {
                Environment = plan.Draft.Environment,
                Entrypoint = plan.Draft.Entrypoint,

                // An image has nothing inside that would set its address.
                Net0 = IsImage ? request.Net0?.With("host-managed", "1") : request.Net0,
            },
            cancellationToken);
}
