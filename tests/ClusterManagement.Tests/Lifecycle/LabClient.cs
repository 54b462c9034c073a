using ClusterManagement.Providers.Proxmox;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Lifecycle;

/// <summary>Somebody else at the same cluster.</summary>
internal static class LabClient
{
    /// <summary>A client of a laboratory's cluster.</summary>
    /// <param name="lab">The laboratory.</param>
    public static ProxmoxClient Connect(EngineLab lab) => new(
        new ProxmoxEndpoint(lab.Simulator.Url, lab.Simulator.Options.TokenId, lab.Simulator.Options.TokenSecret)
        {
            CertificateFingerprint = lab.Simulator.CertificateFingerprint,
        });
}
