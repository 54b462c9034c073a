namespace ClusterManagement.TestServers;

/// <summary>How a server differs from the usual one.</summary>
public sealed record DatabaseServerOptions
{
    /// <summary>Whether <see cref="DatabaseServer.ReadLog"/> holds the text of every statement, with its parameters.</summary>
    public bool LogStatements { get; init; }

    /// <summary>Settings in the server's own terms, such as <c>max_connections</c>; they win over those of this library.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
