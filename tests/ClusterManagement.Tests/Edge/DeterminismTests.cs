using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>The same rows give the same bytes, whichever engine they are read from.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public async Task Every_engine_gives_the_same_files()
    {
        using var folder = new TemporaryFolder();
        var versions = new List<string>();
        var certificate = TestCertificate.Create(["example.com", "*.example.com"], isRsa: true);
        await File.WriteAllTextAsync(folder.File("example.pem"), certificate.Certificate + "\n" + certificate.Key, TestContext.Current.CancellationToken);
        foreach (var engine in new[] { DatabaseEngine.SQLite, DatabaseEngine.PostgreSQL, DatabaseEngine.MariaDB })
        {
            await using var database = await TestDatabase.CreateMigratedAsync(engine);
            await database.ExecuteAsync(SampleRows.FirstSchema + SampleRows.Container(2, hostname: "b-2") + SampleRows.Container(3, hostname: "b_1") + SampleRows.Container(4, hostname: "ba"));
            var session = await new ClusterEngine(folder.File("keys")).OpenAsync(database.Database, new RecordingContext());
            await session.Certificates.ImportAsync(
                new CertificateDraft { Domain = new DomainIdentity("example.com"), Path = folder.File("example.pem") }, new RecordingContext());
            var place = folder.File($"{engine}");
            await session.Edge.ExportAsync(
                new EdgeExport(new SiteIdentity("dc1"), place, new EdgeOptions { Daemons = [EdgeDaemon.Nginx, EdgeDaemon.Dnsmasq, EdgeDaemon.Haproxy] }), new RecordingContext());
            versions.Add(string.Join('\n', Directory.GetFiles(place, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => $"{Path.GetRelativePath(place, file)}\n{File.ReadAllText(file)}")));
        }

        Assert.Contains("_ldap._tcp.cluster.internal", versions[0], StringComparison.Ordinal);
        Assert.Contains("BEGIN PRIVATE KEY", versions[0], StringComparison.Ordinal);
        Assert.Single(versions.Distinct());
    }
}
