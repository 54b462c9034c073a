using ClusterManagement.Providers.Proxmox.Json;
using ClusterManagement.Providers.Proxmox.Transport;

namespace ClusterManagement.Providers.Proxmox;

// Templates: Proxmox's catalogue, downloads, images from registries.
public sealed partial class ProxmoxClient
{
    /// <summary><c>GET /nodes/{node}/aplinfo</c>: the catalogue of templates a node can download.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<IReadOnlyList<ProxmoxAppliance>> GetAppliancesAsync(string node, CancellationToken cancellationToken) =>
        ListAsync(ApiPath.Of("nodes", node, "aplinfo"), ProxmoxJson.Default.ProxmoxApplianceArray, cancellationToken);

    /// <summary><c>POST /nodes/{node}/aplinfo</c>: downloads a template of the catalogue.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="storage">Where to.</param>
    /// <param name="template">The file's name in the catalogue.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> DownloadApplianceAsync(string node, string storage, string template, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Post, ApiPath.Of("nodes", node, "aplinfo"), Parameters(("storage", storage), ("template", template)), cancellationToken);

    /// <summary><c>POST /nodes/{node}/storage/{storage}/download-url</c>: downloads a template from anywhere.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="storage">Where to.</param>
    /// <param name="url">Where from.</param>
    /// <param name="fileName">The file's name on the storage.</param>
    /// <param name="checksum">The checksum it must have, with its algorithm; null checks none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Upid> DownloadUrlAsync(
        string node, string storage, Uri url, string fileName, (string Algorithm, string Value)? checksum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        return StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Of("nodes", node, "storage", storage, "download-url"),
            Parameters(
                ("content", "vztmpl"),
                ("filename", fileName),
                ("url", url.AbsoluteUri),
                ("checksum", checksum?.Value),
                ("checksum-algorithm", checksum?.Algorithm)),
            cancellationToken);
    }

    /// <summary>
    /// <c>POST /nodes/{node}/storage/{storage}/oci-registry-pull</c>: pulls an image. Proxmox VE 9.1 and later.
    /// </summary>
    /// <param name="node">The node's name.</param>
    /// <param name="storage">Where to.</param>
    /// <param name="reference">The image with its tag.</param>
    /// <param name="fileName">The file's name without <c>.tar</c>; null lets Proxmox name it after the image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The task; its <see cref="Upid.Id"/> is the file's name.</returns>
    public Task<Upid> PullImageAsync(string node, string storage, string reference, string? fileName, CancellationToken cancellationToken) =>
        StartTaskAsync(
            HttpMethod.Post,
            ApiPath.Of("nodes", node, "storage", storage, "oci-registry-pull"),
            Parameters(("reference", reference), ("filename", fileName)),
            cancellationToken);
}
