using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ClusterManagement.TestServers;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace ClusterManagement.Benchmarks;

/// <summary>A database of one engine, which the module is told by its address and the benchmark counts in with plain SQL.</summary>
/// <param name="engine">The engine's name.</param>
/// <param name="address">The path or URL the module is told.</param>
/// <param name="connect">Makes a connection of the engine's own driver; null for SQLite's file.</param>
internal sealed class BenchmarkDatabase(string engine, string address, Func<DbConnection>? connect)
{
    /// <summary>The argument that makes this program count in a file.</summary>
    public const string CountArgument = "--count";

    /// <summary>The engine's name.</summary>
    public string Engine => engine;

    /// <summary>The path or URL the module is told.</summary>
    public string Address => address;

    /// <summary>A new database of each engine that is installed.</summary>
    /// <param name="folder">Where files go.</param>
    public static IEnumerable<BenchmarkDatabase> CreateAll(string folder)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        yield return new BenchmarkDatabase("SQLite", file, null);
        if (PostgreSqlServer.Missing is null)
        {
            yield return OnServer("postgresql", "PostgreSQL", SharedServers.PostgreSql.GetAwaiter().GetResult(), text => new NpgsqlConnection(text));
        }

        if (MariaDbServer.Missing is null)
        {
            yield return OnServer("mariadb", "MariaDB", SharedServers.MariaDb.GetAwaiter().GetResult(), text => new MySqlConnection(text));
        }
    }

    /// <summary>Counts with plain SQL; names stand in double quotes.</summary>
    /// <param name="sql">The query.</param>
    public long Count(string sql) => connect is null ? CountElsewhere(address, sql) : Count(connect(), sql);

    /// <summary>What the child does: counts and prints the number.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sql">The query.</param>
    public static void RunCount(string file, string sql) => Console.WriteLine(Count(new SqliteConnection($"Data Source={file};Pooling=False"), sql));

    // The module has a SQLite of its own: two of them in one process do not see each other's locks on a file.
    private static long CountElsewhere(string file, string sql)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [CountArgument, file, sql]) { RedirectStandardOutput = true })!;
        var number = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return long.Parse(number, CultureInfo.InvariantCulture);
    }

    private static long Count(DbConnection opened, string sql)
    {
        using var connection = opened;
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = connection is MySqlConnection ? sql.Replace('"', '`') : sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static BenchmarkDatabase OnServer(string scheme, string engine, DatabaseServer server, Func<string, DbConnection> connect)
    {
        var name = server.CreateDatabaseAsync().GetAwaiter().GetResult();
        return new BenchmarkDatabase(
            engine,
            $"{scheme}://{server.UserName}:{server.Password}@{server.Host}:{server.Port}/{name}",
            () => connect(server.ConnectionString(name)));
    }
}
