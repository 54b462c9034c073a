namespace ClusterManagement;

/// <summary>A template to be brought to a node: from Proxmox's catalogue, from a URL, or from a registry of images.</summary>
public sealed record TemplateDownload
{
    /// <summary>The node.</summary>
    public required NodeIdentity Node { get; init; }

    /// <summary>The storage; the one with the most room that takes templates when none is given.</summary>
    public string? Storage { get; init; }

    /// <summary>A template of the catalogue: its file name, or how that begins.</summary>
    public string? Name { get; init; }

    /// <summary>Where a template is downloaded from.</summary>
    public Uri? Url { get; init; }

    /// <summary>The checksum of what is downloaded: MD5, SHA-1 or SHA-2 in hexadecimal digits.</summary>
    public string? Checksum { get; init; }

    /// <summary>An image of a registry, with its tag.</summary>
    public string? Reference { get; init; }

    /// <summary>The file's name on the storage, when it should not be that of the source.</summary>
    public string? FileName { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}
