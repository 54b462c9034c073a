namespace ClusterManagement;

/// <summary>A program that an edge's configuration is made for.</summary>
public enum EdgeDaemon
{
    /// <summary>nginx: HTTP services, TCP and UDP ports.</summary>
    Nginx,

    /// <summary>dnsmasq: DNS and DHCP of the site.</summary>
    Dnsmasq,

    /// <summary>HAProxy: HTTP services and TCP ports, in place of nginx.</summary>
    Haproxy,
}
