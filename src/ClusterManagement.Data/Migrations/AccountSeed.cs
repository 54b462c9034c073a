using Microsoft.EntityFrameworkCore.Migrations;

namespace ClusterManagement.Data.Migrations;

/// <summary>The groups that are there from the beginning, and where the numbers of users and groups go on.</summary>
internal static class AccountSeed
{
    /// <summary>Inserts them.</summary>
    /// <param name="migrationBuilder">The migration that makes the tables.</param>
    /// <param name="provider">The engine.</param>
    public static void Insert(MigrationBuilder migrationBuilder, DatabaseProvider provider)
    {
        migrationBuilder.Sql(provider.Sql("INSERT INTO [AllocationPools] ([name], [nextFree]) VALUES ('uid', 2000), ('gid', 2003);"));
        var now = provider.UtcNow;
        migrationBuilder.Sql(provider.Sql(
            $"""
            INSERT INTO [Groups] ([gidNumber], [cn], [isAdministrator], [createdAt], [updatedAt], [version]) VALUES
                (2000, 'ldapusers', FALSE, {now}, {now}, '00000000-0000-0000-0000-000000002000'),
                (2001, 'sysadmins', TRUE, {now}, {now}, '00000000-0000-0000-0000-000000002001'),
                (2002, 'administrators', TRUE, {now}, {now}, '00000000-0000-0000-0000-000000002002');
            """));
    }
}
