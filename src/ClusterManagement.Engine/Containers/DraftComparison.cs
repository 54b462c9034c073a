using System.Globalization;
using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>
/// Compares a container that exists with one that is asked for: only the fields that were given, by their values and not as texts. Keys,
/// passwords, and how it is made are not compared.
/// </summary>
internal static class DraftComparison
{
    private static readonly string[] Unrecorded = ["Storage", "Bridge", "Dhcp", "Privileged", "Nesting", "Environment", "Entrypoint"];

    /// <summary>True when a field was given that only Proxmox knows.</summary>
    /// <param name="draft">What is asked for.</param>
    public static bool NeedsLook(ContainerDraft draft) => Unrecorded.Any(draft.Given.Contains);

    /// <summary>The differences.</summary>
    /// <param name="draft">What is asked for.</param>
    /// <param name="row">The row that exists, with its node and site.</param>
    /// <param name="state">What Proxmox says of it; null when it was not asked.</param>
    public static IEnumerable<ContainerDifference> Of(ContainerDraft draft, ContainerEntity row, RemoteState? state)
    {
        var isRegisteredOnly = row.Status == ContainerStatus.Pending || row.ContainerId is null;
        if (isRegisteredOnly && !draft.NoProvision) yield return new ContainerDifference("NoProvision", "False", "True");
        foreach (var (field, asked, existing) in Fields(draft, row, state))
        {
            if (draft.Given.Contains(field) && asked != existing) yield return new ContainerDifference(field, asked, existing);
        }
    }

    private static IEnumerable<(string Field, string Asked, string Existing)> Fields(ContainerDraft draft, ContainerEntity row, RemoteState? state)
    {
        yield return ("Name", draft.Name, string.Equals(draft.Name, row.Name, StringComparison.OrdinalIgnoreCase) ? draft.Name : row.Name);
        if (draft.Node is { } node) yield return ("Node", node.ToString(), Known(node, row.NodeId, row.Node.Name));
        if (draft.Site is { } site) yield return ("Site", site.ToString(), Known(site, row.Node.SiteId, row.Node.Site.Name));
        if (draft.Template is { } template) yield return ("Template", template, IsFrom(row.Template, template) ? template : row.Template ?? string.Empty);
        yield return ("Cores", Text(draft.Cores), Text(row.Cores));
        yield return ("Memory", Text(draft.Memory), Text(row.Memory));
        yield return ("Swap", Text(draft.Swap), Text(row.Swap));
        yield return ("Disk", Text(draft.Disk), Text(row.Disk));
        if (draft.Ipv4Address is { } address) yield return ("Ipv4Address", Ipv4.Format(Ipv4.Parse(address, "Ipv4Address")), row.Ipv4Address);
        if (draft.MacAddress is { } mac) yield return ("MacAddress", MacAddress.Parse(mac, "MacAddress"), row.MacAddress);
        yield return ("ContainerId", Text(draft.ContainerId), Text(row.ContainerId));
        yield return ("OnBoot", Text(draft.OnBoot), Text(row.OnBoot));
        yield return ("Description", NameRules.Description(draft.Description, "Description"), row.Description ?? string.Empty);
        yield return ("Tags", string.Join(';', NameRules.Tags(draft.Tags, "Tags")), row.Tags ?? string.Empty);
        if (state is null) yield break;
        var config = state.Config;
        yield return ("Storage", draft.Storage ?? string.Empty, config.RootFs?.Split(':')[0] ?? string.Empty);
        yield return ("Bridge", draft.Bridge, config.Net0?.Bridge ?? string.Empty);
        yield return ("Dhcp", Text(draft.Dhcp), Text(config.Net0?.Ip == "dhcp"));
        yield return ("Privileged", Text(draft.Privileged), Text(!config.IsUnprivileged));
        yield return ("Entrypoint", draft.Entrypoint ?? string.Empty, config.Entrypoint ?? string.Empty);
        if (draft.Environment is { } variables) yield return ("Environment", Names(variables), Existing(variables, config.Environment));
        yield return ("Nesting", Text(draft.Nesting), Text(config.Values.TryGetValue("features", out var features) && features.Split(',').Contains("nesting=1")));
    }

    // What names the existing object is repeated as it was given, whether by name or by number.
    private static string Known(ClusterIdentity asked, int id, string name) =>
        (asked.Id ?? asked.Number) == id || string.Equals(asked.Name, name, StringComparison.OrdinalIgnoreCase) ? asked.ToString() : name;

    // Values may be secrets.
    private static string Names(IReadOnlyDictionary<string, string> variables) => string.Join(", ", variables.Keys.Order(StringComparer.Ordinal));

    private static string Existing(IReadOnlyDictionary<string, string> asked, IReadOnlyDictionary<string, string> existing) => true switch
    {
        _ when Names(asked) != Names(existing) => Names(existing),
        _ when asked.All(variable => existing[variable.Key] == variable.Value) => Names(asked),
        _ => $"{Names(existing)} with other values",
    };

    private static bool IsFrom(string? volume, string template) => volume is not null
        && (volume.Equals(template, StringComparison.OrdinalIgnoreCase)
            || volume[(volume.LastIndexOfAny(['/', ':']) + 1)..].StartsWith(template, StringComparison.OrdinalIgnoreCase));

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(bool value) => value.ToString(CultureInfo.InvariantCulture);
}
