namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// The self-signed certificate of hosts whose domain has none yet. It is the same everywhere, so that the same rows give the same files,
/// and its key is therefore no secret: nobody trusts it, it can sign no other, and behind it there is nothing but a refusal.
/// </summary>
internal static class PlaceholderCertificate
{
    /// <summary>The certificate, valid until 2120.</summary>
    public const string Pem =
        """
        -----BEGIN CERTIFICATE-----
        MIIBfzCCASWgAwIBAgIBATAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJubyBjZXJ0
        aWZpY2F0ZSB5ZXQwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMB0x
        GzAZBgNVBAMMEm5vIGNlcnRpZmljYXRlIHlldDBZMBMGByqGSM49AgEGCCqGSM49
        AwEHA0IABIMkSivV1qWjWVWILQ+Rhtg7rRE/TzQ3E8251630w0K3ISqChWwXnEDl
        8Gq9W6+mV5KLOSuJKFcAyn5nASecaiijVDBSMAwGA1UdEwEB/wQCMAAwDgYDVR0P
        AQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBR4nPwk3gv9
        sv74z6if6p6/MaebPjAKBggqhkjOPQQDAgNIADBFAiBRbb/1ps3pXb4EXEcpBmxB
        s++WQ1MzclzEiEz/m97h0AIhAO0xeGywKnRuMY/mRzoHf7Ujn5reyvqpcn2YXjhM
        Rvfn
        -----END CERTIFICATE-----

        """;

    /// <summary>Its key.</summary>
    public const string PrivateKey =
        """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvzKVNAteEirHexoD
        y/N/vMnmpH9ii+9KGWj82VKxmOWhRANCAASDJEor1dalo1lViC0PkYbYO60RP080
        NxPNudet9MNCtyEqgoVsF5xA5fBqvVuvpleSizkriShXAMp+ZwEnnGoo
        -----END PRIVATE KEY-----

        """;
}
