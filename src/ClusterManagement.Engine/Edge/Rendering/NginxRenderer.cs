using System.Globalization;
using System.Net;
using System.Text;
using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Engine.Edge.Rendering;

/// <summary>
/// Makes nginx's files: nginx.conf, one file per host name below <c>http</c>, <c>stream.conf</c> with the TCP and UDP ports, and
/// certificates. Each file is included by its name, so that a file somebody puts beside them does nothing.
/// </summary>
internal sealed class NginxRenderer : IEdgeRenderer
{
    /// <summary>The path that answers the machine itself with the mark of the files nginx runs with.</summary>
    public const string MarkPath = "/.well-known/edge-version";

    private const string Folder = "nginx/";

    /// <inheritdoc/>
    public EdgeDaemon Daemon => EdgeDaemon.Nginx;

    /// <inheritdoc/>
    public void Render(EdgeSite site, EdgeOptions options, EdgeFiles files)
    {
        var http = UsableServices.Http(site, files);
        var streams = new StringBuilder();
        var isTls = false;
        foreach (var protocol in Enum.GetValues<TransportProtocol>())
        {
            foreach (var (port, address, target, certificate) in UsableServices.Transport(site, protocol, options, files))
            {
                isTls |= certificate is not null;
                Stream(streams, options, protocol, port, $"{address}:{target.ToString(CultureInfo.InvariantCulture)}", AddCertificate(certificate, files));
            }
        }

        foreach (var (host, address, port, certificate) in http)
        {
            files.Add(HostFile(host), certificate is null
                ? Unready(options, host, AddCertificate(Placeholder, files)!)
                : Host(options, host, $"{address}:{port.ToString(CultureInfo.InvariantCulture)}", AddCertificate(certificate, files)!));
        }

        if (streams.Length > 0) files.Add($"{Folder}stream.conf", streams.ToString());
        files.Add($"{Folder}nginx.conf", Main(site, options, http.Select(service => service.Host), streams.Length > 0, isTls));
        var mark = files.Mark(Daemon, Folder);
        files.Add($"{Folder}version.conf", $"return 200 \"{mark}\";\n");
    }

    private static EdgeCertificate Placeholder { get; } =
        new("%no-certificate", PlaceholderCertificate.Pem, new SecretText(PlaceholderCertificate.PrivateKey), [], DateTime.MaxValue);

    private static string HostFile(string host) => $"{Folder}http/{FileName.Encode(host)}.conf";

    // The names of the certificate's files without their ending, as directives have it; null for none.
    private static string? AddCertificate(EdgeCertificate? certificate, EdgeFiles files)
    {
        if (certificate is null) return null;
        var name = $"certs/{(certificate == Placeholder ? "%no-certificate" : FileName.Encode(certificate.Domain))}";
        if (files.Has($"{Folder}{name}.crt")) return name;
        files.Add($"{Folder}{name}.crt", certificate.Pem);
        files.Add($"{Folder}{name}.key", certificate.PrivateKey.Reveal(), isSecret: true);
        return name;
    }

    private static string Main(EdgeSite site, EdgeOptions options, IEnumerable<string> hosts, bool hasStreams, bool isTls)
    {
        var text = new StringBuilder();
        text.Append(Comment.Head(site));
        if (hasStreams && options.StreamModule.Length > 0) text.Append(CultureInfo.InvariantCulture, $"load_module {NginxValue.Quote(options.StreamModule)};\n");
        text.Append(CultureInfo.InvariantCulture, $$"""
            worker_processes auto;
            worker_rlimit_nofile 16384;
            worker_shutdown_timeout 1h;
            pid nginx.pid;
            error_log error.log notice;

            events {
                worker_connections 4096;
            }

            http {
                access_log access.log;
                server_tokens off;
                default_type application/octet-stream;
                client_body_temp_path client_body_temp;
                proxy_temp_path proxy_temp;
                fastcgi_temp_path fastcgi_temp;
                uwsgi_temp_path uwsgi_temp;
                scgi_temp_path scgi_temp;
                server_names_hash_bucket_size 512;
                server_names_hash_max_size 65536;

                client_header_timeout 15s;
                client_body_timeout 60s;
                send_timeout 60s;
                keepalive_timeout 65s;
                client_max_body_size {{options.MaximumBodySize.ToString(CultureInfo.InvariantCulture)}}m;

                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_session_cache shared:http:10m;
                ssl_session_timeout 1d;
                ssl_session_tickets off;

                # Only web sockets: what any other protocol sends after an upgrade would pass unseen.
                map $http_upgrade $edge_upgrade {
                    default '';
                    ~*^websocket$ websocket;
                }
                map $edge_upgrade $edge_connection {
                    default upgrade;
                    '' close;
                }

                proxy_http_version 1.1;
                proxy_connect_timeout 5s;
                proxy_send_timeout 300s;
                proxy_read_timeout 300s;
                proxy_set_header Host $host{{PortSuffix(options)}};
                proxy_set_header X-Real-IP $remote_addr;
                proxy_set_header X-Forwarded-For $remote_addr;
                proxy_set_header X-Forwarded-Host $host{{PortSuffix(options)}};
                proxy_set_header X-Forwarded-Port $server_port;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header Forwarded '';
                proxy_set_header Proxy '';
                proxy_set_header HTTP2-Settings '';
                proxy_set_header Upgrade $edge_upgrade;
                proxy_set_header Connection $edge_connection;

                # Hosts that are not known: no answer, no handshake, and to a connection made for another host the word that it is the wrong one.
                server {
            {{Listen(options, options.HttpPort, "default_server")}}
                    server_name _;
                    location / {
                        return 444;
                    }
                    location = {{MarkPath}} {
                        if ($remote_addr != $server_addr) {
                            return 444;
                        }
                        default_type text/plain;
                        include version.conf;
                    }
                }
                server {
            {{Listen(options, options.HttpsPort, "ssl http2 default_server")}}
                    server_name _;
                    ssl_reject_handshake on;
                    return 421;
                }


            """);
        foreach (var host in hosts) text.Append(CultureInfo.InvariantCulture, $"    include http/{FileName.Encode(host)}.conf;\n");
        text.Append("}\n");
        if (hasStreams)
        {
            text.Append("\nstream {\n    proxy_connect_timeout 5s;\n");
            if (isTls) text.Append("    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:stream:10m;\n    ssl_session_timeout 1d;\n    ssl_session_tickets off;\n");
            text.Append("    include stream.conf;\n}\n");
        }

        return text.ToString();
    }

    private static string Host(EdgeOptions options, string host, string target, string certificate) => $$"""
        {{Redirect(options, host)}}
        server {
        {{Listen(options, options.HttpsPort, "ssl http2", 1)}}
            server_name {{host}};
            ssl_certificate {{certificate}}.crt;
            ssl_certificate_key {{certificate}}.key;
            location / {
                proxy_pass http://{{target}};
            }
        }

        """;

    private static string Unready(EdgeOptions options, string host, string certificate) => $$"""
        {{Redirect(options, host)}}
        server {
        {{Listen(options, options.HttpsPort, "ssl http2", 1)}}
            server_name {{host}};
            ssl_certificate {{certificate}}.crt;
            ssl_certificate_key {{certificate}}.key;
            default_type text/plain;
            return 503 "{{Unavailable(host)}}";
        }

        """;

    /// <summary>What a host says whose domain has no certificate.</summary>
    /// <param name="host">The host name.</param>
    internal static string Unavailable(string host) => $"{host} is not available yet: its domain has no certificate.";

    private static string Redirect(EdgeOptions options, string host) => $$"""
        server {
        {{Listen(options, options.HttpPort, string.Empty, 1)}}
            server_name {{host}};
            return 301 https://{{host}}{{PortSuffix(options)}}$request_uri;
        }
        """;

    // The port as it stands behind a host name.
    private static string PortSuffix(EdgeOptions options) => options.HttpsPort == 443 ? string.Empty : $":{options.HttpsPort.ToString(CultureInfo.InvariantCulture)}";

    // Each datagram of a client has to reach the worker that knows its session.
    private static void Stream(StringBuilder text, EdgeOptions options, TransportProtocol protocol, int port, string target, string? certificate)
    {
        var isUdp = protocol == TransportProtocol.Udp;
        text.Append("server {\n").Append(Listen(options, port, isUdp ? "udp reuseport" : certificate is null ? "so_keepalive=on" : "ssl so_keepalive=on", 1)).Append('\n');
        if (certificate is not null) text.Append(CultureInfo.InvariantCulture, $"    ssl_certificate {certificate}.crt;\n    ssl_certificate_key {certificate}.key;\n");
        text.Append(CultureInfo.InvariantCulture, $"    proxy_timeout {(isUdp ? "1m" : "1h")};\n    proxy_pass {target};\n}}\n");
    }

    private static string Listen(EdgeOptions options, int port, string parameters, int depth = 2)
    {
        IEnumerable<IPAddress?> addresses = options.ListenAddresses.DefaultIfEmpty<IPAddress?>(null);
        var indent = new string(' ', depth * 4);
        return string.Join('\n', addresses.Select(address => $"{indent}listen {NginxValue.Listen(address, port)}{(parameters.Length > 0 ? " " : string.Empty)}{parameters};"));
    }
}
