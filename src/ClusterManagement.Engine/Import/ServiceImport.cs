using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>Services of all three types.</summary>
/// <param name="plan">What is to be written.</param>
/// <param name="containers">What became of the containers.</param>
/// <param name="domains">What became of the domains.</param>
/// <param name="parts">The child rows there.</param>
internal sealed class ServiceImport(ImportPlan plan, ContainerImport containers, DomainImport domains, ServiceParts parts)
    : RowImport<ServiceEntity, (ServiceType Type, string Endpoint, object? Scope)>(ImportKind.Service, plan)
{
    /// <summary>Reports the child rows that belong to no service of their type.</summary>
    /// <param name="services">The services there.</param>
    public void ReportStrays(IEnumerable<SourceRow> services)
    {
        foreach (var (table, row) in parts.Strays(services))
        {
            Plan.Results.Add(new ImportResult
            {
                Kind = ImportKind.Service,
                Name = $"{table} {row.Key("id")}",
                Outcome = ImportOutcome.Refused,
                Reason = "it belongs to no service of that type there",
            });
        }
    }

    /// <inheritdoc/>
    protected override string Duplicate => "another service there is the same, or has the same endpoint";

    /// <inheritdoc/>
    protected override string? Name(SourceRow row)
    {
        var part = parts.Of(row);
        var endpoint = part is null ? $"{row.Text("type")} {row.Text("id")}" : row.Text("type") switch
        {
            "http" => $"http {part.Text("externalHostname")}.{domains.Of(part.Key("externalDomainId"))?.Name ?? "?"}",
            "transport" => $"{part.Text("protocol")} {part.Text("externalPort")}",
            _ => $"dns {part.Text("dnsName")}",
        };
        return $"{endpoint} of {containers.Of(row.Key("containerId"))?.Name ?? "?"}";
    }

    /// <inheritdoc/>
    protected override ServiceEntity Map(SourceRow row, RowNotes notes)
    {
        var type = row.Text("type");
        if (type is not ("http" or "transport" or "dns")) throw new Refusal($"its type '{Printable.Of(type)}' is not http, transport or dns");
        var part = parts.Of(row) ?? throw new Refusal($"it has no row of type {type} there");
        var service = new ServiceEntity
        {
            Container = notes.Require(containers.Of(row.Key("containerId")), "container"),
            ContainerPort = NetworkRules.Port(row.Integer("internalPort") ?? 0, "internalPort"),
        };
        switch (type)
        {
            case "http":
                (service.Type, service.Http) = (ServiceType.Http, Http(part, service.Container.Node, notes));
                break;
            case "transport":
                (service.Type, service.Transport) = (ServiceType.Transport, Transport(part));
                break;
            default:
                (service.Type, service.Dns) = (ServiceType.Dns, Dns(part, notes));
                break;
        }

        return service;
    }

    /// <inheritdoc/>
    protected override (ServiceType Type, string Endpoint, object? Scope) Identity(ServiceEntity entity) => entity switch
    {
        { Http: { } http } => (entity.Type, http.ExternalHostname, http.ExternalDomain),
        { Transport: { } transport } => (entity.Type, $"{transport.Protocol} {transport.ExternalPort}", null),
        _ => (entity.Type, $"{entity.Dns!.ServiceName} {entity.ContainerPort}", entity.Container),
    };

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(ServiceEntity here, ServiceEntity there) => Compare(
        Differ("container", here.Container.Hostname, there.Container.Hostname),
        Differ("containerPort", here.ContainerPort, there.ContainerPort),
        Differ("useTls", here.Transport?.UseTls, there.Transport?.UseTls));

    private HttpServiceEntity Http(SourceRow part, NodeEntity node, RowNotes notes)
    {
        var host = part.Text("externalHostname");
        var domain = notes.Require(domains.Of(part.Key("externalDomainId")), "domain");
        if (domain.Site != node.Site) throw new Refusal($"its domain {domain.Domain} belongs to site {domain.Site.Name}, its container is in site {node.Site.Name}");

        // Without the sign-in that was asked for, it would be open to everybody.
        if (part.Flag("authRequired") == true) throw new Refusal("authRequired: it asks for a sign-in there, which has no place here");
        if (part.Text("backendProtocol") is { } protocol and not "http") notes.LeaveBehind($"backendProtocol {Printable.Of(protocol)}");
        return new HttpServiceEntity
        {
            Type = ServiceType.Http,
            ExternalHostname = notes.Keep("externalHostname", host, NameRules.ExternalHostName(host, "externalHostname")),
            ExternalDomain = domain,
        };
    }

    private static TransportServiceEntity Transport(SourceRow part)
    {
        var protocol = part.Text("protocol") switch
        {
            "tcp" => TransportProtocol.Tcp,
            "udp" => TransportProtocol.Udp,
            var other => throw new InvalidValueException("protocol", other, "tcp or udp"),
        };
        var useTls = part.Flag("tls") ?? false;
        if (useTls && protocol == TransportProtocol.Udp) throw new InvalidValueException("tls", "true", "TLS for tcp only");
        return new TransportServiceEntity
        {
            Type = ServiceType.Transport,
            Protocol = protocol,
            ExternalPort = NetworkRules.Port(part.Integer("externalPort") ?? 0, "externalPort"),
            UseTls = useTls,
        };
    }

    private static DnsServiceEntity Dns(SourceRow part, RowNotes notes)
    {
        var name = part.Text("dnsName");
        if (part.Text("recordType") is var type and not "SRV") throw new InvalidValueException("recordType", type, "SRV");
        return new DnsServiceEntity
        {
            Type = ServiceType.Dns,
            RecordType = DnsRecordType.Srv,
            ServiceName = notes.Keep("dnsName", name, NameRules.ServiceName(name, "dnsName")),
        };
    }
}
