namespace ClusterManagement;

/// <summary>A service a container exposes (spec: Service).</summary>
public abstract record Service : ClusterObject
{
    /// <summary>The container's host name.</summary>
    public required string Container { get; init; }

    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>The sort of service.</summary>
    public abstract ServiceType Type { get; }

    /// <summary>The port inside the container.</summary>
    public int ContainerPort { get; init; }

    /// <summary>Where the service is reached, for example <c>https://app.example.com</c> or <c>tcp/2000</c>.</summary>
    public abstract string Endpoint { get; }

    /// <summary>The endpoint.</summary>
    public sealed override string ToString() => Endpoint;
}
