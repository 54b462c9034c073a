using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Engine.Nodes;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>Nodes. Their secrets stand there in plain text and are kept encrypted here.</summary>
/// <param name="plan">What is to be written.</param>
/// <param name="sites">What became of the sites.</param>
/// <param name="addresses">The addresses in use.</param>
internal sealed class NodeImport(ImportPlan plan, SiteImport sites, Register<string> addresses) : RowImport<NodeEntity, string>(ImportKind.Node, plan)
{
    /// <inheritdoc/>
    protected override IEqualityComparer<string> Comparer => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("name");

    /// <inheritdoc/>
    protected override NodeEntity Map(SourceRow row, RowNotes notes)
    {
        if (row.Text("nodeType") is { } type and not "proxmox") throw new Refusal($"it is no Proxmox node: its nodeType is '{Printable.Of(type)}'");
        var (address, url) = (row.Text("ipv4Address"), row.Text("apiUrl"));
        var node = new NodeEntity
        {
            Name = NameRules.NodeName(row.Text("name"), "name"),
            Site = notes.Require(sites.Of(row.Key("siteId")), "site"),
            Ipv4Address = address is null ? null : Ipv4.HostAddress(address, "ipv4Address"),
            ApiUrl = url is null ? null : notes.Keep("apiUrl", url, Concealed.Check(url, "apiUrl", NetworkRules.ApiUrl)),
            ApiTokenIdOrUsername = row.Text("tokenId") is { } user ? Concealed.Check(user, "tokenId", NameRules.ApiUser) : null,
        };
        node.DisableTlsVerification = IsUnverified(row, notes);
        if (row.Text("secret") is { } secret)
        {
            Plan.Hide(node, NameRules.ApiSecret(new SecretText(secret), "secret"), text => node.ApiTokenSecretOrPassword = text);
        }

        NodeService.RefuseInsecure(node);
        notes.LeaveBehind(row, "imageStorage", "local");
        notes.LeaveBehind(row, "volumeStorage", "local-lvm");
        notes.LeaveBehind(row, "networkBridge", "vmbr0");
        if (row.Flag("nvidiaAvailable") == true) notes.LeaveBehind("nvidiaAvailable");
        return node;
    }

    /// <inheritdoc/>
    protected override string Identity(NodeEntity entity) => entity.Name;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(NodeEntity here, NodeEntity there) => Compare(
        Differ("name", here.Name, there.Name),
        Differ("site", here.Site.Name, there.Site.Name),
        Differ("ipv4Address", here.Ipv4Address, there.Ipv4Address),
        Differ("apiUrl", here.ApiUrl, there.ApiUrl),
        Differ("apiTokenIdOrUsername", here.ApiTokenIdOrUsername, there.ApiTokenIdOrUsername),
        Differ("disableTlsVerification", here.DisableTlsVerification, there.DisableTlsVerification),
        Plan.IsSameSecret(there, here.ApiTokenSecretOrPassword, $"node {here.Name}") ? null : "the secret");

    /// <inheritdoc/>
    protected override void Reserve(NodeEntity entity, SourceRow row, RowNotes notes)
    {
        addresses.Check(entity.Ipv4Address);
        addresses.Enter(entity.Ipv4Address, $"node {entity.Name}");
    }

    // The flag there says the opposite of ours, and verifies when it is not set.
    private static bool IsUnverified(SourceRow row, RowNotes notes)
    {
        var verify = row.Flag("tlsVerify");
        if (verify is null) notes.Adapt("tlsVerify is not set, which means that certificates are verified");
        if (verify == false) notes.Adapt("tlsVerify false is kept as disableTlsVerification true");
        return verify == false;
    }
}
