using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>A rotation encrypts every secret of a database with a new key, in one transaction.</summary>
public sealed class RotationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Every_encrypted_column_is_encrypted_anew_and_nothing_else_changes(DatabaseEngine engine)
    {
        await using var lab = await EngineLab.StartAsync(engine: engine);
        var secrets = await FillAsync(lab);
        var before = await ReadAsync(lab);
        var key = SecretProtector.KeyOf(before.Values.First());

        var context = new RecordingContext();
        Assert.Equal(secrets.Count, await lab.Session.Secrets.RotateKeysAsync(context));

        var after = await ReadAsync(lab);
        Assert.Equal(before.Keys, after.Keys);
        var made = Assert.Single(after.Values.Select(SecretProtector.KeyOf).Distinct());
        Assert.NotEqual(key, made);
        var reader = new SecretProtector(lab.KeyRing);
        Assert.Equal(secrets, after.ToDictionary(value => value.Key, value => reader.Unprotect(value.Value, "a").Reveal()));
        Assert.Contains($"Encrypt {secrets.Count} secrets with a new key of the ring in '{lab.KeyRing}' database '{lab.Database.Location}'", context.Lines);
        Assert.True((await lab.Session.Nodes.TestAsync(new NodeIdentity("pve1"), context)).IsHealthy);

        var told = await lab.Session.Audit.FindAsync(new AuditFilter { First = 1 }, Token).SingleAsync(Token);
        Assert.Equal((AuditAction.Change, "Database", "Test-Command"), (told.Action, told.Resource, told.Command));
        Assert.Equal(
            [new AuditChange("encryptionKey", $"{key}", $"{made}"), new AuditChange("secrets", null, $"{secrets.Count}")],
            told.Changes);
        Assert.Empty(await lab.Session.Audit.FindAsync(new AuditFilter { Resource = ["Node"], Action = [AuditAction.Change] }, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task The_columns_are_those_marked_and_they_are_texts()
    {
        await using var lab = await EngineLab.StartAsync();
        await using var context = lab.Place.Provider.CreateFactory(lab.Database).Create();
        var columns = EncryptedValue.Columns(context.Model).ToList();

        Assert.All(columns, column => Assert.Equal(typeof(string), column.ClrType));
        Assert.Equal(
            ["Certificates.privateKey", "ExternalDomains.cloudflareApiKey", "Nodes.apiTokenSecretOrPassword", "SessionSecrets.secret"],
            columns.Select(column => $"{column.DeclaringType.GetTableName()}.{column.GetColumnName()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_stops_it_before_anything_changes()
    {
        await using var lab = await EngineLab.StartAsync();
        await FillAsync(lab);
        await lab.Place.ExecuteAsync("UPDATE [Nodes] SET [apiTokenSecretOrPassword] = 'in the clear' WHERE [name] = 'pve2'");
        var (before, keys) = (await ReadAsync(lab), Directory.GetFiles(lab.KeyRing));

        var context = new RecordingContext();
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Secrets.RotateKeysAsync(context));

        Assert.Equal(ErrorIds.SecretUnreadable, error.ErrorId);
        Assert.Contains("node pve2", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync(lab));
        Assert.Equal(keys, Directory.GetFiles(lab.KeyRing));
        Assert.Empty(context.Lines);
    }

    [Fact]
    public async Task What_fails_half_way_is_undone_and_everything_stays_readable()
    {
        await using var lab = await EngineLab.StartAsync();
        var secrets = await FillAsync(lab);
        await lab.Place.ExecuteAsync("CREATE TRIGGER refuse BEFORE INSERT ON [AuditEvents] BEGIN SELECT RAISE(ABORT, 'no events today'); END");
        var before = await ReadAsync(lab);

        await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Secrets.RotateKeysAsync(new RecordingContext()));

        Assert.Equal(before, await ReadAsync(lab));
        var reader = new SecretProtector(lab.KeyRing);
        Assert.Equal(secrets, before.ToDictionary(value => value.Key, value => reader.Unprotect(value.Value, "a").Reveal()));
    }

    [Fact]
    public async Task What_is_not_approved_leaves_rows_and_ring_as_they_are()
    {
        await using var lab = await EngineLab.StartAsync();
        var (before, keys) = (await ReadAsync(lab), Directory.GetFiles(lab.KeyRing));

        Assert.Null(await lab.Session.Secrets.RotateKeysAsync(new RecordingContext { IsApproving = false }));

        Assert.Equal(before, await ReadAsync(lab));
        Assert.Equal(keys, Directory.GetFiles(lab.KeyRing));
    }

    [Fact]
    public async Task Two_rings_of_one_process_do_not_meet()
    {
        await using var lab = await EngineLab.StartAsync();
        var other = lab.Database with { KeyRing = Path.Combine(lab.Folder, "other") };
        var session = await lab.Engine.OpenAsync(other, new RecordingContext());
        await session.Nodes.UpdateAsync(
            new NodeIdentity("pve2"), new NodeChanges { ApiTokenSecretOrPassword = new SecretText(lab.Simulator.Options.TokenSecret) }, new RecordingContext());

        Assert.True((await session.Nodes.TestAsync(new NodeIdentity("pve2"), new RecordingContext())).IsHealthy);
        Assert.True((await lab.Session.Nodes.TestAsync(new NodeIdentity("pve1"), new RecordingContext())).IsHealthy);
        var error = await Assert.ThrowsAsync<ClusterException>(() => lab.Session.Nodes.TestAsync(new NodeIdentity("pve2"), new RecordingContext()));
        Assert.Equal(ErrorIds.SecretUnreadable, error.ErrorId);
        Assert.Equal(other.KeyRing, (await lab.Engine.Databases.DescribeAsync(other, Token)).KeyRing);
        Assert.Equal(lab.KeyRing, (await lab.Engine.Databases.DescribeAsync(lab.Database, Token)).KeyRing);
    }

    // One secret in every column that takes one.
    private static async Task<Dictionary<string, string>> FillAsync(EngineLab lab)
    {
        var protector = new SecretProtector(lab.KeyRing);
        await lab.Session.Domains.UpdateAsync(
            new DomainIdentity("example.com"), new DomainChanges { CloudflareApiKey = new SecretText("cloudflare-secret") }, new RecordingContext());
        await using var context = lab.Place.Provider.CreateFactory(lab.Database).Create();
        context.SessionSecrets.Add(new SessionSecretEntity { Secret = protector.Protect(new SecretText("session-secret")), SecretFingerprint = "f" });
        context.Certificates.Add(new CertificateEntity
        {
            ExternalDomainId = 1,
            CurrentDomainId = 1,
            Certificate = "PEM",
            PrivateKey = protector.Protect(new SecretText("private-key")),
            Fingerprint = "AA:BB",
            Subject = "CN=example.com",
            Issuer = "CN=CA",
            SerialNumber = "01",
            DnsNames = "example.com",
        });
        await context.SaveChangesAsync(Token);
        var values = await ReadAsync(lab);
        Assert.Equal(EncryptedValue.Columns(context.Model).Count(), values.Keys.Select(key => key.Split('/')[0]).Distinct().Count());
        return values.ToDictionary(value => value.Key, value => protector.Unprotect(value.Value, "a").Reveal());
    }

    private static async Task<SortedDictionary<string, string>> ReadAsync(EngineLab lab)
    {
        await using var context = lab.Place.Provider.CreateFactory(lab.Database).Create();
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in EncryptedValue.Columns(context.Model).ToList())
        {
            var (table, name) = (column.DeclaringType.GetTableName(), column.GetColumnName());
            foreach (var row in await lab.Place.RowsAsync($"SELECT [id], [{name}] FROM [{table}] WHERE [{name}] IS NOT NULL"))
            {
                values.Add($"{table}.{name}/{row[0]}", (string)row[1]!);
            }
        }

        return values;
    }
}
