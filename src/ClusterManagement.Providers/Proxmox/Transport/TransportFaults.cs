using System.Net.Sockets;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>Turns what went wrong below HTTP into the error a caller sees.</summary>
internal static class TransportFaults
{
    /// <summary>True when a connection that stood broke off before the answer was whole.</summary>
    internal static bool IsDropped(HttpRequestException fault) =>
        !IsBeforeSending(fault) && Causes(fault).Any(cause => cause is IOException or SocketException);

    /// <param name="fault">What went wrong.</param>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">Where it went.</param>
    /// <param name="node">The registered node it was for, for advice.</param>
    internal static RemoteApiException ToError(HttpRequestException fault, ApiRequest request, ProxmoxEndpoint endpoint, string? node)
    {
        var refused = Causes(fault).OfType<CertificateRefusedException>().FirstOrDefault();
        if (refused is not null)
        {
            return new RemoteApiException(
                ErrorIds.UntrustedCertificate,
                ClusterErrorKind.Connection,
                $"The certificate of {endpoint.Authority} is not trusted: {refused.Message}. Its SHA-256 fingerprint is {refused.Fingerprint}.",
                "Compare the fingerprint with the one Proxmox shows for the node, then pin it: "
                + $"Set-ClusterNode {(node is null ? string.Empty : node + " ")}-CertificateFingerprint {refused.Fingerprint}",
                endpoint.Authority,
                fault)
            {
                Request = request.Shown,
            };
        }

        return new RemoteApiException(
            ErrorIds.NotConnected,
            ClusterErrorKind.Connection,
            $"No connection to {endpoint.Authority} for {request.Shown}: {Reason(fault, endpoint)}. The node may be down.",
            "Check that the node is up, that pveproxy runs there and that the API's address is right.",
            endpoint.Authority,
            fault)
        {
            Request = request.Shown,
            IsAmbiguous = !request.IsSafe && !IsBeforeSending(fault),
        };
    }

    internal static RemoteApiException NoConnectionInTime(OperationCanceledException fault, ApiRequest request, ProxmoxEndpoint endpoint) =>
        new(
            ErrorIds.NotConnected,
            ClusterErrorKind.Connection,
            $"No connection to {endpoint.Authority} for {request.Shown}: nothing answered within "
            + $"{endpoint.ConnectTimeout.TotalSeconds:0.#} s. The node may be down.",
            "Check that the node is up and that no firewall stands between.",
            endpoint.Authority,
            fault)
        {
            Request = request.Shown,
        };

    internal static RemoteApiException NoAnswerInTime(OperationCanceledException fault, ApiRequest request, ProxmoxEndpoint endpoint) =>
        new(
            ErrorIds.Timeout,
            ClusterErrorKind.Timeout,
            $"Proxmox at {endpoint.Authority} did not answer {request.Shown} within {endpoint.RequestTimeout.TotalSeconds:0.#} s.",
            request.IsSafe ? "Try again later." : "Look first whether the request was carried out, then try again.",
            endpoint.Authority,
            fault)
        {
            Request = request.Shown,
            IsAmbiguous = !request.IsSafe,
        };

    private static bool IsBeforeSending(HttpRequestException fault) => fault.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError;

    private static string Reason(HttpRequestException fault, ProxmoxEndpoint endpoint)
    {
        if (fault.HttpRequestError == HttpRequestError.NameResolutionError)
        {
            return $"the name {endpoint.Url.Host} is not known";
        }

        if (fault.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return $"the TLS handshake failed ({Causes(fault).Last().Message.TrimEnd('.')})";
        }

        return Causes(fault).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "the connection was refused",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route leads there",
            SocketError.TimedOut => "connecting timed out",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => $"the name {endpoint.Url.Host} is not known",
            _ when IsDropped(fault) => "the connection broke off before the answer came",
            _ => fault.Message.TrimEnd('.'),
        };
    }

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
