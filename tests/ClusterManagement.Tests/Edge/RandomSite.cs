using ClusterManagement.Engine.Edge.Model;

namespace ClusterManagement.Tests.Edge;

/// <summary>A site of random names and values, good and hostile ones, the same for the same number in every run.</summary>
/// <param name="number">The site's number.</param>
internal sealed class RandomSite(int number)
{
    private static readonly string[] Hostile =
    [
        ";", "}", "{", "\n", "\r\n", "\"", "'", "\\", "$host", "${x}", "#", ",", "/", "..", "\0", "\t", " ", "%0a", "~^.*$", "*", "*.", "\u2028", "\u00fc", "\ud83d\ude80",
        "; include /etc/passwd; #", "\nserver=6.6.6.6\n", "\nconf-file=/etc/passwd", "} server { listen 81; }", "\" always; return 200 \"", "localhost", "default_server",
        "-", ".", "_", "10m", "ignore", "infinite", "set:x", "tag:!known", "127.0.0.1", "::1", "a..b", "-a", "a-", "\u001b[2J",
    ];

    private readonly Random _random = new(number);

    /// <summary>Makes it.</summary>
    /// <param name="certificate">The certificate of its domains.</param>
    public EdgeSite Make(TestCertificate certificate)
    {
        // Most are small, so that many can be checked; some are as large as sites are. Some have few hostile names, some hardly a good one.
        var count = _random.Next(500) == 0 ? 250 : _random.Next(7);
        var goodness = _random.Next(1, 20);
        string[] domains = [Name(3), Name(3), Name(1), "example.com"];
        var containers = Enumerable.Range(0, count)
            .Select(i => new EdgeContainer(Name(goodness), Pick($"BC:24:11:{i / 256:X2}:{i % 256:X2}:01"), Pick($"10.1.{i / 256}.{i % 256}")))
            .ToList();
        return new EdgeSite
        {
            Name = Name(1),
            InternalDomain = Pick("cluster.internal"),
            DhcpRange = Pick("10.1.0.10-10.1.200.200"),
            SubnetMask = Pick("255.255.0.0"),
            Gateway = Pick("10.1.0.1"),
            DnsForwarders = [Pick("9.9.9.9"), Name(1)],
            Nodes = [new EdgeNode(Name(5), Pick("10.1.255.1")), new EdgeNode("PVE1", "10.1.255.2")],
            Containers = containers,
            HttpServices = containers.ConvertAll(container => new EdgeHttpService(
                _random.Next(20) == 0 ? "@" : Name(goodness), domains[_random.Next(domains.Length)], container.Hostname, container.Address, Port())),
            TransportServices = [.. containers.Select((container, i) => new EdgeTransportService(
                (TransportProtocol)_random.Next(2), _random.Next(40) == 0 ? Port() : 20_000 + i, _random.Next(3) == 0, container.Hostname, container.Address, Port()))],
            DnsServices = containers.ConvertAll(container => new EdgeDnsService(_random.Next(4) == 0 ? Name(1) : "_ldap._tcp", container.Hostname, Port())),
            Certificates = [.. domains.Distinct().Order(StringComparer.Ordinal).Take(2).Select(domain => new EdgeCertificate(
                domain, certificate.Certificate, new SecretText(certificate.Key), [domain, Name(3)], DateTime.MaxValue))],
        };
    }

    private string Pick(string good) => _random.Next(30) == 0 ? Name(1) : good;

    private int Port() => _random.Next(50) switch { 0 => 0, 1 => -1, 2 => 70_000, 3 => int.MaxValue, _ => _random.Next(1024, 65_536) };

    // One in so many is hostile.
    private string Name(int goodness)
    {
        var good = string.Concat(Enumerable.Range(0, _random.Next(1, 12)).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789-_"[_random.Next(38)]));
        if (_random.Next(goodness + 1) != 0)
        {
            return _random.Next(60) == 0 ? string.Concat(Enumerable.Repeat(good + "a.", _random.Next(1, 40))) + "com" : $"h{good}{_random.Next(100_000)}x";
        }

        var parts = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(2) == 0 ? good : Hostile[_random.Next(Hostile.Length)]);
        return _random.Next(20) == 0 ? string.Empty : _random.Next(20) == 0 ? new string('a', 300) : string.Concat(parts);
    }
}
