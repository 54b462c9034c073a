namespace ClusterManagement;

/// <summary>An HTTP service under a host name of a public domain (spec: HTTPService).</summary>
public sealed record HttpService : Service
{
    /// <summary>The host name below the domain; <c>@</c> for the domain itself.</summary>
    public required string ExternalHostname { get; init; }

    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <inheritdoc/>
    public override ServiceType Type => ServiceType.Http;

    /// <summary>The full host name.</summary>
    public string FullHostname => ExternalHostname == "@" ? Domain : $"{ExternalHostname}.{Domain}";

    /// <inheritdoc/>
    public override string Endpoint => $"https://{FullHostname}";
}
