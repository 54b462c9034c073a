using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists the templates that containers can be made from.</summary>
/// <remarks>
/// <para>The nodes are asked: for the templates and images on their storages, or with <c>-Available</c> for those of Proxmox's catalogue,
/// which <c>Save-ClusterTemplate</c> downloads. A node that does not answer is an error, and the others are listed all the same.</para>
/// </remarks>
/// <example>
/// <summary>List the templates of a node</summary>
/// <code>Get-ClusterTemplate -Node pve1</code>
/// <para>Shows the files with their sizes.</para>
/// </example>
/// <example>
/// <summary>See which Debian there is to download</summary>
/// <code>Get-ClusterTemplate debian* -Node pve1 -Available</code>
/// <para>The catalogue is as old as the node's last 'pveam update'.</para>
/// </example>
/// <seealso cref="SaveClusterTemplateCommand"/>
/// <seealso cref="NewClusterContainerCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterTemplate")]
[OutputType(typeof(ClusterTemplate))]
public sealed class GetClusterTemplateCommand : ClusterCmdlet
{
    /// <summary>File names and patterns; a name also stands for the files that begin with it.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The node: a name, a number or an object. Without it, all nodes.</summary>
    [Parameter(ValueFromPipeline = true)]
    [IdentityTransformation<NodeIdentity>]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeIdentity? Node { get; set; }

    /// <summary>Lists what can be downloaded from Proxmox's catalogue.</summary>
    [Parameter]
    public SwitchParameter Available { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        if (Node is { } node)
        {
            Run(() =>
            {
                Write(node, found);
                RefuseMissing(found);
            });
            return;
        }

        ForEach([new NodeIdentity("*")], FindNodes, each => Write(each, found));
        RefuseMissing(found);
    }

    private void RefuseMissing(HashSet<string> found)
    {
        foreach (var name in (Name ?? []).Where(name => !NamePatterns.IsPattern(name) && !found.Contains(name))) Run(() => throw NotFound(name));
    }

    private IAsyncEnumerable<NodeIdentity> FindNodes(NameFilter name) =>
        Session.Nodes.FindAsync(name, null, Context.CancellationToken).Select(found => new NodeIdentity(found));

    private void Write(NodeIdentity node, HashSet<string> found)
    {
        var there = Wait(Session.Templates.ReadAsync(node, Available, Context));
        if (Name is not { Length: > 0 } names)
        {
            WriteEach(there);
            return;
        }

        foreach (var name in names)
        {
            var filter = NamePatterns.Parse(NamePatterns.IsPattern(name) ? name : $"{name}*");
            var taken = there.Where(template => filter.Takes(template.FileName) || string.Equals(template.Template, name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (taken.Count > 0) found.Add(name);
            WriteEach(taken);
        }
    }

    private ObjectNotFoundException NotFound(string name) => new(
        Nouns.Template, name,
        Available ? "List the catalogue with Get-ClusterTemplate -Available." : $"Bring it to a node with Save-ClusterTemplate {name} -Node <node>.");
}
