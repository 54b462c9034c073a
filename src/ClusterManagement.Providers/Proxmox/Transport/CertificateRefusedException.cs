using System.Security.Authentication;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Carries the reason a certificate was refused from the handshake to the error's message.</summary>
internal sealed class CertificateRefusedException(string message, string fingerprint) : AuthenticationException(message)
{
    /// <summary>The server's SHA-256 fingerprint with colons.</summary>
    internal string Fingerprint { get; } = fingerprint;
}
