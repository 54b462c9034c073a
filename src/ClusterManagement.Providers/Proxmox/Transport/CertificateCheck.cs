using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Decides on the certificate a server shows.</summary>
internal sealed class CertificateCheck(ProxmoxEndpoint endpoint)
{
    internal bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            throw new CertificateRefusedException("the server shows no certificate", "none");
        }

        var hash = Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));
        if (endpoint.CertificateFingerprint is { } pinned)
        {
            return pinned == hash
                ? true
                : throw new CertificateRefusedException(
                    $"its fingerprint differs from the pinned one, {WithColons(pinned)}", WithColons(hash));
        }

        return endpoint.DisableTlsVerification || errors == SslPolicyErrors.None
            ? true
            : throw new CertificateRefusedException(string.Join(", ", Reasons(certificate, chain, errors)), WithColons(hash));
    }

    private static string WithColons(string hex) => string.Join(':', hex.Chunk(2).Select(pair => new string(pair)));

    private IEnumerable<string> Reasons(X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            yield return $"it is not issued for the name {endpoint.Url.Host}";
        }

        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            yield break;
        }

        var flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            yield return $"its issuer is not trusted here ({certificate.Issuer})";
        }

        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            yield return $"it is valid from {certificate.GetEffectiveDateString()} to {certificate.GetExpirationDateString()} only";
        }

        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
        {
            yield return "it is revoked";
        }

        const X509ChainStatusFlags named = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
            | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked;
        if ((flags & ~named) != 0 || flags == X509ChainStatusFlags.NoError)
        {
            yield return $"its chain is not in order ({flags & ~named})";
        }
    }
}
