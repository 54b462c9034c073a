using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClusterManagement.Engine.Certificates;

/// <summary>What certificates are signed with, and whether servers still take it.</summary>
internal static class SignatureAlgorithm
{
    // RSASSA-PSS names its hash in its parameters (RFC 4055, section 3.1).
    private const string Pss = "1.2.840.113549.1.1.10";
    private const string Sha1 = "1.3.14.3.2.26";
    private const string Md5 = "1.2.840.113549.2.5";

    // MD5 and SHA-1 with RSA, SHA-1 with ECDSA.
    private static readonly HashSet<string?> Broken = ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1", Sha1, Md5];

    /// <summary>True when it is MD5 or SHA-1.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="CryptographicException">The certificate's parameters are no ASN.1.</exception>
    public static bool IsBroken(X509Certificate2 certificate) => Broken.Contains(Oid(certificate).Value);

    /// <summary>Its name.</summary>
    /// <param name="certificate">The certificate.</param>
    public static string? NameOf(X509Certificate2 certificate) => Oid(certificate).FriendlyName;

    private static Oid Oid(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value == Pss ? new Oid(PssHash(certificate.RawDataMemory)) : certificate.SignatureAlgorithm;

    private static string PssHash(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            var parts = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence();
            _ = parts.ReadEncodedValue();
            var algorithm = parts.ReadSequence();
            _ = algorithm.ReadObjectIdentifier();
            var tag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);

            // What is left out is SHA-1.
            if (!algorithm.HasData || algorithm.ReadSequence() is not { HasData: true } parameters || parameters.PeekTag() != tag) return Sha1;
            return parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier();
        }
        catch (AsnContentException exception)
        {
            throw new CryptographicException("its signature's parameters cannot be read", exception);
        }
    }
}
