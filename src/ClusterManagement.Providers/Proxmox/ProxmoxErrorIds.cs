namespace ClusterManagement.Providers.Proxmox;

/// <summary>The error ids this client raises.</summary>
internal static class ProxmoxErrorIds
{
    internal const string NotConnected = "NotConnected";
    internal const string UntrustedCertificate = "UntrustedCertificate";
    internal const string AuthenticationFailed = "AuthenticationFailed";
    internal const string PermissionDenied = "PermissionDenied";
    internal const string RemoteApiError = "RemoteApiError";
    internal const string Timeout = "Timeout";
}
