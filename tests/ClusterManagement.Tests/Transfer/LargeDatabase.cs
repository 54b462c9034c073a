using ClusterManagement.Tests.Databases;

namespace ClusterManagement.Tests.Transfer;

/// <summary>A SQLite database with many containers, each with a service of two types and two audit events.</summary>
internal static class LargeDatabase
{
    public static async Task<TestDatabase> CreateAsync(int containers)
    {
        var database = await TestDatabase.CreateMigratedAsync(DatabaseEngine.SQLite);
        const string Stamps = SampleRows.Stamps;
        const string Stamped = SampleRows.Stamped;
        await database.ExecuteAsync(
            $"""
            BEGIN;
            {SampleRows.SiteRow} (1, 'dc1', 'cluster.internal', '10.0.0.2-10.255.255.254', '255.0.0.0', '10.0.0.1', {Stamped});
            {SampleRows.NodeRow} (1, 'pve1', 1, FALSE, {Stamped});
            {SampleRows.DomainRow} (1, 'example.com', 1, {Stamped});
            CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {containers}) SELECT i FROM n;
            INSERT INTO [Containers] ([id], [hostname], [name], [nodeId], [containerId], [macAddress], [ipv4Address], [ipv4Number], [status], [ownershipId], [description], [onBoot], {Stamps})
                SELECT i, 'web' || i, 'Web ' || i, 1, 100 + i, printf('BC:24:11:%02X:%02X:%02X', i / 65536, i / 256 % 256, i % 256),
                    '10.' || (i / 65536) || '.' || (i / 256 % 256) || '.' || (i % 256), 167772160 + i, 'running', printf('00000000-0000-0000-0000-%012X', i),
                    printf('%.200c', 'd'), 0, {Stamped} FROM n;
            INSERT INTO [Services] ([id], [containerId], [type], [containerPort], {Stamps}) SELECT 2 * i - 1, i, 'http', 80, {Stamped} FROM n;
            INSERT INTO [Services] ([id], [containerId], [type], [containerPort], {Stamps}) SELECT 2 * i, i, 'transport', 22, {Stamped} FROM n;
            INSERT INTO [HTTPServices] ([id], [type], [externalHostname], [externalDomainId]) SELECT 2 * i - 1, 'http', 'web' || i, 1 FROM n;
            INSERT INTO [TransportServices] ([id], [type], [protocol], [externalPort], [useTls]) SELECT 2 * i, 'transport', 'tcp', 2000 + i, 0 FROM n;
            INSERT INTO [AuditEvents] ([occurredAt], [userName], [host], [processId], [command], [action], [resource], [resourceId], [name], [after])
                SELECT '2026-01-01 00:00:00', 'root', 'host', 1, 'New-ClusterContainer', 'create', 'Container', i, 'web' || i, printf('%.200c', 'a') FROM n;
            DROP TABLE n;
            COMMIT;
            """);
        return database;
    }
}
