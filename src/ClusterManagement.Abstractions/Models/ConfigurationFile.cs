namespace ClusterManagement;

/// <summary>A file of a site's configuration that was written or removed.</summary>
public sealed record ConfigurationFile
{
    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The file below the folder, for example <c>nginx/http/app.example.com.conf</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was done.</summary>
    public FileChange Change { get; init; }

    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>What was done to which file.</summary>
    public override string ToString() => $"{Change} {Name}";
}
