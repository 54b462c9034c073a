namespace ClusterManagement;

/// <summary>The sort of a service.</summary>
public enum ServiceType
{
    /// <summary>HTTP under a host name of a public domain.</summary>
    Http,

    /// <summary>TCP or UDP on a public port.</summary>
    Transport,

    /// <summary>A DNS record.</summary>
    Dns,
}
