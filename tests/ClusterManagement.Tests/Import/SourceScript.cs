using System.Text.RegularExpressions;

namespace ClusterManagement.Tests.Import;

/// <summary>
/// An opensource-server database of an era, as SQL of an engine. The schemas were compared with what its own migrations make of
/// an empty database at commits 135fdb6 (seed) and ee03a1b (head).
/// </summary>
internal static partial class SourceScript
{
    /// <summary>Hashes by node's argon2 0.44 of the passwords below.</summary>
    public const string AliceHash = "$argon2id$v=19$m=65536,t=3,p=4$LuEtLBAN6139HDhBuuQ9Og$ozBhX779j9nHbCZt8LPCZ7qJRSz4zWEF029SqzR7blo";
    public const string AlicePassword = "correct horse battery staple";
    public const string BobHash = "$argon2id$v=19$m=65536,t=3,p=4$XIor3Qob/axsEFLF4aO/PA$wvJaL7/L3qRmfQqaySER6YTJmkn++OkQ9qYv9w2wlkw";
    public const string BobPassword = "Tr0ub4dor&3 schlüssel";
    public const string CarolHash = "$argon2id$v=19$m=65536,t=3,p=4$XgWQ01naX0A5alWYnslQxQ$hbCP7mSFkZJ+By7lciwySG9M52Rcl1OsXxjWF/+ZRMY";
    public const string CarolPassword = "suspended person 12";
    public const string SshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJlYF7rlFrPNzPB46F/H80OZhCTtRTLHQGbHYSND6tDp judy@laptop";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Import", "Sources");

    /// <summary>The tables.</summary>
    /// <param name="era">seed or head.</param>
    /// <param name="engine">sqlite, postgresql or mariadb.</param>
    public static string Schema(string era, string engine) =>
        (engine == "mariadb" ? "ALTER DATABASE COLLATE utf8mb4_bin;\n" : string.Empty) + Read("opensource-server.schema.sql", era, engine);

    /// <summary>The rows.</summary>
    /// <param name="era">seed or head.</param>
    /// <param name="engine">sqlite, postgresql or mariadb.</param>
    public static string Rows(string era, string engine) => Read("opensource-server.rows.sql", era, engine);

    /// <summary>The report that an import of the rows into an empty database gives.</summary>
    /// <param name="era">seed or head.</param>
    /// <param name="engine">sqlite, postgresql or mariadb.</param>
    public static string[] Report(string era, string engine) => [.. Lines("expected.report.txt", era, engine)];

    private static string Read(string file, string era, string engine) => Fill(string.Join('\n', Lines(file, era, engine)), engine);

    private static IEnumerable<string> Lines(string file, string era, string engine)
    {
        string[] names = [era, engine, .. engine == "sqlite" ? Array.Empty<string>() : ["server"]];
        return File.ReadLines(Path.Combine(Folder, file)).Where(line => !line.StartsWith("--", StringComparison.Ordinal)).Select(line =>
        {
            if (!line.StartsWith('@')) return line;
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            return line[1..end].Split('@').All(names.Contains) ? line[(end + 1)..] : null;
        }).OfType<string>();
    }

    private static string Fill(string sql, string engine)
    {
        var (quote, key, flag, time) = engine switch
        {
            "postgresql" => ("\"", "SERIAL PRIMARY KEY", "BOOLEAN", "TIMESTAMP WITH TIME ZONE"),
            "mariadb" => ("`", "INTEGER AUTO_INCREMENT PRIMARY KEY", "TINYINT(1)", "DATETIME"),
            _ => ("`", "INTEGER PRIMARY KEY AUTOINCREMENT", "TINYINT(1)", "DATETIME"),
        };
        var types = new List<string>();
        sql = EnumType().Replace(sql, match =>
        {
            var values = string.Join(", ", match.Groups[2].Value.Split(',').Select(value => $"'{value}'"));
            if (engine == "mariadb") return $"ENUM({values})";
            if (engine == "sqlite") return "TEXT";
            types.Add($"CREATE TYPE \"enum_{match.Groups[1].Value}\" AS ENUM ({values});\n");
            return $"\"enum_{match.Groups[1].Value}\"";
        });
        sql = sql.Replace("{t}", "'2026-01-10 08:00:00.123 +00:00', '2026-01-10 08:30:00.000 +00:00'", StringComparison.Ordinal)
            .Replace("{key}", key, StringComparison.Ordinal).Replace("{flag}", flag, StringComparison.Ordinal).Replace("{time}", time, StringComparison.Ordinal)
            .Replace("{alice}", AliceHash, StringComparison.Ordinal).Replace("{bob}", BobHash, StringComparison.Ordinal)
            .Replace("{carol}", CarolHash, StringComparison.Ordinal).Replace("{sshkey}", SshKey, StringComparison.Ordinal)
            .Replace("{long}", new string('x', 300), StringComparison.Ordinal).Replace("{esc}", "\u001b", StringComparison.Ordinal)
            .Replace("{nl}", "\n", StringComparison.Ordinal);
        if (engine == "mariadb") sql = sql.Replace(" +00:00'", "'", StringComparison.Ordinal);
        return string.Concat(types) + Name().Replace(sql, quote + "$1" + quote);
    }

    [GeneratedRegex(@"\{enum:(\w+):([\w,]+)\}")]
    private static partial Regex EnumType();

    [GeneratedRegex(@"\[(\w+)\]")]
    private static partial Regex Name();
}
