using System.Globalization;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Templates;

/// <summary>Where a template is downloaded from.</summary>
/// <param name="label">What is downloaded, for people.</param>
/// <param name="resolve">Finds the name of the file it becomes, with the node's help.</param>
/// <param name="start">Starts the download of that file to a storage.</param>
internal sealed class TemplateSourceFile(
    string label,
    Func<ProxmoxClient, string, CancellationToken, Task<string>> resolve,
    Func<ProxmoxClient, string, string, string, CancellationToken, Task<Upid>> start)
{
    private static readonly CompareInfo Natural = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>What is downloaded, for people.</summary>
    public string Label => label;

    /// <summary>The source that a download names; it has to name exactly one.</summary>
    /// <param name="download">The download.</param>
    public static TemplateSourceFile Choose(TemplateDownload download)
    {
        if (download.Url is { } url) return OfUrl(ContainerRules.FileUrl(url, "Url"), download);
        if (download.Checksum is not null) throw new InvalidValueException("Checksum", download.Checksum, "a checksum along with -Url; others are checked by Proxmox");
        return download.Reference is { } image ? OfImage(ContainerRules.ImageReference(image, "Reference"), download.FileName) : OfCatalogue(download);
    }

    /// <summary>The name of the file it becomes.</summary>
    /// <param name="client">A client of the node's cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<string> ResolveAsync(ProxmoxClient client, string node, CancellationToken cancellationToken) => resolve(client, node, cancellationToken);

    /// <summary>Starts the download.</summary>
    /// <param name="client">A client of the node's cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="storage">The storage.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    public Task<Upid> StartAsync(ProxmoxClient client, string node, string storage, string file, CancellationToken cancellationToken) =>
        start(client, node, storage, file, cancellationToken);

    private static TemplateSourceFile OfUrl(Uri url, TemplateDownload download)
    {
        var checksum = download.Checksum is null ? ((string, string)?)null : ContainerRules.Checksum(download.Checksum, "Checksum");
        var file = ContainerRules.TemplateFileName(
            download.FileName ?? Uri.UnescapeDataString(url.AbsolutePath), download.FileName is null ? "Url" : "FileName");
        return new TemplateSourceFile(
            $"{file} from {url.Host}",
            (_, _, _) => Task.FromResult(file),
            (client, node, storage, name, token) => client.DownloadUrlAsync(node, storage, url, name, checksum, token));
    }

    // Proxmox names the file after the image's last part and its tag.
    private static TemplateSourceFile OfImage(string reference, string? fileName)
    {
        const string extension = ".tar";
        var given = fileName is null ? null : ContainerRules.NormaliseFileName(fileName);
        if (given?.EndsWith(extension, StringComparison.OrdinalIgnoreCase) == true) given = given[..^extension.Length];
        if (given is { Length: 0 }) throw new InvalidValueException("FileName", fileName, "a file's name");
        return new TemplateSourceFile(
            $"the image {reference}",
            async (client, node, token) =>
            {
                await NodeRelease.RefuseOldAsync(client, node, "Pulling images from registries", token);
                return (given ?? ContainerRules.NormaliseFileName(reference)) + extension;
            },
            (client, node, storage, _, token) => client.PullImageAsync(node, storage, reference, given, token));
    }

    private static TemplateSourceFile OfCatalogue(TemplateDownload download)
    {
        if (download.FileName is not null)
        {
            throw new InvalidValueException("FileName", download.FileName, "a name along with -Url or -Reference; those of the catalogue keep theirs");
        }

        var wanted = NameRules.Template(download.Name, "Name");
        return new TemplateSourceFile(
            $"the template {wanted}",
            async (client, node, token) => Newest(await client.GetAppliancesAsync(node, token), wanted, node),
            (client, node, storage, file, token) => client.DownloadApplianceAsync(node, storage, file, token));
    }

    // A short name may fit several versions; the newest sorts last when digits count as numbers.
    private static string Newest(IReadOnlyList<ProxmoxAppliance> catalogue, string wanted, string node) => catalogue
        .Select(appliance => appliance.Template)
        .Where(file => file.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
        .OrderBy(file => file, Comparer<string>.Create((left, right) => Natural.Compare(left, right, CompareOptions.NumericOrdering)))
        .LastOrDefault()
        ?? throw new ClusterException(
            ErrorIds.NotFound(Nouns.Template), ClusterErrorKind.NotFound,
            $"The catalogue of node {node} has no template '{wanted}'.",
            $"List it with Get-ClusterTemplate -Node {node} -Available; 'pveam update' on the node brings it up to date.", wanted);
}
