using System.Globalization;
using System.Text;
using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// Makes HAProxy's files, from the same model as nginx's: haproxy.cfg, the map from host names to backends, the list that says which
/// certificate goes with which host name, and the certificates. HAProxy passes no UDP on.
/// </summary>
internal sealed class HaproxyRenderer : IEdgeRenderer
{
    private const string Folder = "haproxy/";

    // The host that was asked for, without its port and the dot that ends a full name.
    private const string Host = "req.hdr(host),field(1,:),lower,rtrim(.)";

    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Haproxy;

    /// <inheritdoc/>
    public void Render(EdgeSite site, EdgeOptions options, EdgeFiles files)
    {
        foreach (var service in site.TransportServices.Where(service => service.Protocol == TransportProtocol.Udp))
        {
            files.Note($"The service udp/{service.ExternalPort} of container {Comment.Encode(service.Container)} is left out: HAProxy passes no UDP on.");
        }

        var hosts = UsableServices.Http(site, files);
        var (map, list, text) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        Frontends(text, options, hosts.Count > 0);
        foreach (var (host, address, port, certificate) in hosts)
        {
            map.Append(host).Append(certificate is null ? " unready\n" : $" host-{host}\n");
            list.Append(AddCertificate(certificate, files)).Append(' ').Append(host).Append('\n');
            if (certificate is not null) Line(text, $"backend host-{host}\n    server container {address}:{port}\n");
        }

        foreach (var (port, address, target, certificate) in UsableServices.Transport(site, TransportProtocol.Tcp, options, files))
        {
            var tls = certificate is null ? string.Empty : $" ssl crt {AddCertificate(certificate, files)}";
            Line(text, $"""
                listen tcp-{port}
                    mode tcp
                    timeout client 1h
                    timeout server 1h
                {Bind(options, port, tls)}
                    server container {address}:{target}

                """);
        }

        files.Add($"{Folder}hosts.map", map.ToString());
        files.Add($"{Folder}crt.list", list.ToString());
        var mark = files.Mark(Daemon, Folder, text.ToString());
        files.Add($"{Folder}haproxy.cfg", $"{Comment.Head(site)}global\n    setenv EDGE_VERSION {mark}\n{text}");
    }

    private static string AddCertificate(EdgeCertificate? certificate, EdgeFiles files)
    {
        var name = $"certs/{(certificate is null ? "%no-certificate" : FileName.Encode(certificate.Domain))}.pem";
        if (files.Has(Folder + name)) return name;
        files.Add(
            Folder + name,
            certificate is null ? PlaceholderCertificate.Pem + PlaceholderCertificate.PrivateKey : $"{certificate.Pem.TrimEnd()}\n{certificate.PrivateKey.Reveal()}",
            isSecret: true);
        return name;
    }

    private static void Frontends(StringBuilder text, EdgeOptions options, bool hasHosts)
    {
        var port = options.HttpsPort == 443 ? string.Empty : $":{options.HttpsPort.ToString(CultureInfo.InvariantCulture)}";
        Line(text, $$"""
                default-path config
                noreuseport
                maxconn 4096
                hard-stop-after 1h
                ssl-default-bind-options ssl-min-ver TLSv1.2

            defaults
                mode http
                timeout connect 5s
                timeout http-request 15s
                timeout http-keep-alive 65s
                timeout client 300s
                timeout server 300s
                timeout tunnel 300s
                option http-restrict-req-hdr-names delete

            frontend http
            {{Bind(options, options.HttpPort)}}
                http-request set-var(txn.host) {{Host}}
                acl known var(txn.host),map(hosts.map) -m found
                acl local src {{string.Join(' ', Local(options))}}
                http-request return status 200 content-type text/plain string "${EDGE_VERSION}" if { path {{NginxRenderer.MarkPath}} } local !known
                http-request redirect location https://%[var(txn.host)]{{port}}%[pathq] code 301 if known
                http-request reject

            """);
        if (!hasHosts) return;
        Line(text, $$"""
            frontend https
            {{Bind(options, options.HttpsPort, " ssl crt-list crt.list strict-sni alpn h2,http/1.1")}}
                http-request set-var(txn.host) {{Host}}
                http-request return status 421 unless { var(txn.host),map(hosts.map) -m found }
            """);
        if (options.MaximumBodySize > 0) Line(text, $"    http-request deny deny_status 413 if {{ req.body_size gt {(long)options.MaximumBodySize * 1024 * 1024} }}");
        Line(text, $$"""
                http-request set-header Host %[var(txn.host)]{{port}}
                http-request set-header X-Real-IP %[src]
                http-request set-header X-Forwarded-For %[src]
                http-request set-header X-Forwarded-Host %[var(txn.host)]{{port}}
                http-request set-header X-Forwarded-Port %[dst_port]
                http-request set-header X-Forwarded-Proto https
                http-request del-header Forwarded
                http-request del-header Proxy
                http-request del-header HTTP2-Settings
                http-request del-header Connection
                http-request del-header Upgrade unless { req.fhdr(upgrade) -m str -i websocket } { req.fhdr_cnt(upgrade) eq 1 }
                http-request set-header Connection upgrade if { req.fhdr(upgrade) -m found }
                use_backend %[var(txn.host),map(hosts.map)]

            backend unready
                http-request return status 503 content-type text/plain lf-string "{{NginxRenderer.Unavailable("%[var(txn.host)]")}}"

            """);
    }

    private static IEnumerable<string> Local(EdgeOptions options) => options.ListenAddresses.Select(address => $"{address}").Prepend("127.0.0.0/8 ::1");

    private static string Bind(EdgeOptions options, int port, string parameters = "")
    {
        var addresses = options.ListenAddresses.Count == 0
            ? ["*"]
            : options.ListenAddresses.Select(address => $"{address}");
        return string.Join('\n', addresses.Select(address => string.Create(
            CultureInfo.InvariantCulture, $"    bind {(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port} v6only" : $"{address}:{port}")}{parameters}")));
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
