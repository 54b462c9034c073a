using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Engine.Sites;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>Containers. Proxmox is not asked: their state is unknown until it is.</summary>
/// <param name="plan">What is to be written.</param>
/// <param name="nodes">What became of the nodes.</param>
/// <param name="sites">What became of the sites.</param>
/// <param name="addresses">The addresses in use.</param>
/// <param name="collaborators">How many others use a container, by its key there.</param>
internal sealed class ContainerImport(
    ImportPlan plan, NodeImport nodes, SiteImport sites, Register<string> addresses, ILookup<long?, SourceRow> collaborators)
    : RowImport<ContainerEntity, string>(ImportKind.Container, plan)
{
    private const string UnknownReason = "Taken over from opensource-server; Proxmox has not been asked yet.";

    private readonly Register<string> _macs = new("the MAC address");
    private readonly Register<(NodeEntity Node, int ContainerId)> _ids = new("the CTID");

    /// <summary>Enters what the containers here have.</summary>
    /// <param name="here">The containers here.</param>
    public void Enter(IEnumerable<ContainerEntity> here)
    {
        foreach (var container in here) Enter(container);
    }

    /// <inheritdoc/>
    protected override string Duplicate => "another container there has the same host name, which is unique across all sites here";

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("hostname");

    /// <inheritdoc/>
    protected override ContainerEntity Map(SourceRow row, RowNotes notes)
    {
        var node = notes.Require(nodes.Of(row.Key("nodeId")), "node");
        var hostname = row.Text("hostname");
        var mac = row.Text("macAddress") ?? throw new Refusal("it has no macAddress, which a container has to have here");
        var ipv4 = row.Text("ipv4Address") ?? throw new Refusal("it has no ipv4Address, which a container has to have here");
        var label = notes.Keep("hostname", hostname, NameRules.HostName(hostname, "hostname"));
        notes.Adapt("the name is taken from the host name");
        var address = SiteService.Network(node.Site).ContainerAddress(ipv4, "ipv4Address");
        var container = new ContainerEntity
        {
            Hostname = label,
            Name = NameRules.DisplayName(label, "hostname"),
            Node = node,
            ContainerId = ContainerId(row, notes),
            MacAddress = notes.Keep("macAddress", mac, MacAddress.Parse(mac, "macAddress")),
            Ipv4Address = Ipv4.Format(address),
            Ipv4Number = address,
            Status = Status(row, notes),
            OwnershipId = Guid.NewGuid(),
            Description = Owner(row, notes),
        };
        if (container.Status == ContainerStatus.Unknown) container.StatusReason = UnknownReason;
        if (row.Key("siteId") is { } site && sites.Of(site) is { } other && other.Entity != node.Site)
        {
            notes.Adapt($"its site there is {other.Name}, but its node is in {node.Site.Name}");
        }

        NoteRest(row, notes);
        return container;
    }

    /// <inheritdoc/>
    protected override string Identity(ContainerEntity entity) => entity.Hostname;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(ContainerEntity here, ContainerEntity there) => Compare(
        Differ("name", here.Name, there.Name),
        Differ("node", here.Node.Name, there.Node.Name),
        Differ("containerId", here.ContainerId, there.ContainerId),
        Differ("macAddress", here.MacAddress, there.MacAddress),
        Differ("ipv4Address", here.Ipv4Address, there.Ipv4Address),
        Differ("description", here.Description, there.Description));

    /// <inheritdoc/>
    protected override void Reserve(ContainerEntity entity, SourceRow row, RowNotes notes)
    {
        addresses.Check(entity.Ipv4Address);
        _macs.Check(entity.MacAddress);
        if (entity.ContainerId is { } id) _ids.Check((entity.Node, id), $"{id} on node {entity.Node.Name}");
        Enter(entity);
    }

    private static int? ContainerId(SourceRow row, RowNotes notes)
    {
        if (row.Integer("containerId") is not { } id) return null;
        if (row.IsText("containerId")) notes.Adapt($"containerId '{id}' is kept as a number");
        return ContainerLimits.ContainerId(id, "containerId");
    }

    // Only some eras in between have a status at all; what it says of work in progress is nobody's work here.
    private static ContainerStatus Status(SourceRow row, RowNotes notes)
    {
        var text = row.Text("status");
        if (Enum.TryParse<ContainerStatus>(text, ignoreCase: true, out var status)
            && status is ContainerStatus.Running or ContainerStatus.Stopped or ContainerStatus.Failed or ContainerStatus.Missing)
        {
            return status;
        }

        notes.Adapt(text is null ? "the status is unknown" : $"the status is unknown; there it is '{Printable.Of(text)}'");
        return ContainerStatus.Unknown;
    }

    private static string? Owner(SourceRow row, RowNotes notes)
    {
        if (row.Text("username") is not { } owner) return null;
        if (owner.Any(char.IsControl))
        {
            notes.LeaveBehind("username");
            return null;
        }

        notes.Adapt("the owner is kept in the description");
        return $"Owner: {owner.Trim()}";
    }

    private void NoteRest(SourceRow row, RowNotes notes)
    {
        foreach (var column in (string[])["osRelease", "template", "entrypoint"]) notes.LeaveBehind(row, column);
        notes.LeaveBehind(row, "aiContainer", "N");
        notes.LeaveBehind(row, "environmentVars", "{}");
        if (row.Flag("nvidiaRequested") == true) notes.LeaveBehind("nvidiaRequested");
        var count = collaborators[row.Key("id")].Count();
        if (count > 0) notes.LeaveBehind($"{count} collaborator{(count == 1 ? string.Empty : "s")}");
    }

    private void Enter(ContainerEntity container)
    {
        var owner = $"container {container.Hostname}";
        addresses.Enter(container.Ipv4Address, owner);
        _macs.Enter(container.MacAddress, owner);
        if (container.ContainerId is { } id) _ids.Enter((container.Node, id), owner);
    }
}
