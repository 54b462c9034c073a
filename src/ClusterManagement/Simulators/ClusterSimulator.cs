using System.Management.Automation;
using System.Security;
using ClusterManagement.Simulator;

namespace ClusterManagement;

/// <summary>A running Proxmox VE simulator of this process.</summary>
public sealed class ClusterSimulator
{
    /// <summary>Describes a running simulator.</summary>
    /// <param name="server">The simulator.</param>
    internal ClusterSimulator(ProxmoxSimulator server)
    {
        Server = server;
        var secret = new SecureString();
        foreach (var character in server.Options.TokenSecret) secret.AppendChar(character);
        Credential = new PSCredential(server.Options.TokenId, secret);
    }

    /// <summary>The endpoint of its API.</summary>
    public string ApiUrl => Server.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The version of Proxmox VE it behaves like.</summary>
    public string Version => Server.Options.Version;

    /// <summary>The names of its nodes.</summary>
    public IReadOnlyList<string> Nodes => Server.Options.Nodes.Select(node => node.Name).ToList();

    /// <summary>The endpoint of each node; they are all the same unless each node was given its own.</summary>
    public IReadOnlyList<ClusterSimulatorEndpoint> Endpoints => Server.Endpoints
        .Select(endpoint => new ClusterSimulatorEndpoint(endpoint.Node, endpoint.Url.GetLeftPart(UriPartial.Authority), endpoint.CertificateFingerprint))
        .ToList();

    /// <summary>How many containers it has.</summary>
    public int Containers => Server.Containers.Count;

    /// <summary>An API token with all rights.</summary>
    public PSCredential Credential { get; }

    /// <summary>The SHA-256 fingerprint of its self-signed certificate, to be pinned.</summary>
    public string CertificateFingerprint => Server.CertificateFingerprint;

    /// <summary>The simulator itself: its containers, the requests it has got, and the faults it is to have.</summary>
    public ProxmoxSimulator Server { get; }

    /// <summary>The endpoint.</summary>
    public override string ToString() => ApiUrl;
}
