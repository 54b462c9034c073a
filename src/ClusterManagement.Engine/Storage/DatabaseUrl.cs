namespace ClusterManagement.Engine.Storage;

/// <summary>A server's database as a URL, the form environment variables of pipelines have.</summary>
internal static class DatabaseUrl
{
    private const string Form = "postgresql://user:password@server:5432/name, or mysql:// or mariadb:// in its place";

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The URL.</param>
    /// <exception cref="InvalidValueException">It is malformed; the message repeats nothing of it.</exception>
    public static DatabaseAddress Parse(SecretText text)
    {
        if (!Uri.TryCreate(text.Reveal(), UriKind.Absolute, out var url) || url.Host.Length == 0 || url.AbsolutePath.Length < 2) throw Refused(text);
        var user = url.UserInfo.Split(':', 2);
        return new DatabaseAddress
        {
            Engine = url.Scheme switch
            {
                "postgresql" or "postgres" => DatabaseEngine.PostgreSQL,
                "mysql" => DatabaseEngine.MySQL,
                "mariadb" => DatabaseEngine.MariaDB,
                _ => throw Refused(text),
            },
            ConnectionString = new SecretText(Options(url)),
            Server = url.IdnHost,
            Port = url.Port > 0 ? url.Port : null,
            Name = Uri.UnescapeDataString(url.AbsolutePath[1..]),
            UserName = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]),
            Password = user.Length < 2 ? null : new SecretText(Uri.UnescapeDataString(user[1])),
        };
    }

    // Options follow as a query, in the words of the engine's driver: ?SSL Mode=Require&Timeout=5.
    private static string Options(Uri url) => string.Join(';', url.Query.TrimStart('?').Split('&').Select(Uri.UnescapeDataString));

    private static InvalidValueException Refused(SecretText text) => new("Database", text, Form);
}
