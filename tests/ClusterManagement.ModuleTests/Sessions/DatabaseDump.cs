using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>Looks into a database behind the module's back, through the driver the module has loaded in its own context.</summary>
internal static class DatabaseDump
{
    /// <summary>All rows of all tables, one line each.</summary>
    /// <param name="path">The database file.</param>
    public static IReadOnlyList<string> Read(string path)
    {
        using var connection = Open(path);
        var lines = new List<string>();
        foreach (var table in Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var values = Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={Show(reader.GetValue(i))}");
                lines.Add($"{table}: {string.Join(", ", values)}");
            }
        }

        Assert.NotEmpty(lines);
        return lines;
    }

    /// <summary>How many rows a table has.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="table">The table.</param>
    public static int Count(string path, string table)
    {
        using var connection = Open(path);
        return int.Parse(Column(connection, $"SELECT count(*) FROM {table}").Single(), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="sql">The statement.</param>
    public static void Execute(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Copies the only transport service to a range of external ports.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="first">The first port.</param>
    /// <param name="last">The last port.</param>
    public static void Multiply(string path, int first, int last)
    {
        var numbers = $"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) ";
        Execute(path, $"""
            BEGIN;
            INSERT INTO Services ({Names(path, "Services")}) {numbers} SELECT {Names(path, "Services", "id", "i + 1000000")} FROM Services, n WHERE Services.type = 'transport';
            INSERT INTO TransportServices ({Names(path, "TransportServices")}) {numbers}
                SELECT {Names(path, "TransportServices", "id", "i + 1000000", "externalPort", "i")} FROM TransportServices, n;
            COMMIT;
            """);
    }

    private static string Names(string path, string table, params string[] replacements)
    {
        using var connection = Open(path);
        var names = Column(connection, $"SELECT name FROM pragma_table_info('{table}')");
        return string.Join(", ", names.Select(name => Array.IndexOf(replacements, name) is var i and >= 0 ? replacements[i + 1] : name));
    }

    private static DbConnection Open(string path)
    {
        var context = AssemblyLoadContext.All.Single(candidate => candidate.Name == "ClusterManagement");
        var type = context.LoadFromAssemblyName(new AssemblyName("Microsoft.Data.Sqlite")).GetType("Microsoft.Data.Sqlite.SqliteConnection")!;
        var connection = (DbConnection)Activator.CreateInstance(type, $"Data Source={path};Pooling=False")!;
        connection.Open();
        return connection;
    }

    private static List<string> Column(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(Show(reader.GetValue(0)));
        return values;
    }

    private static string Show(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
