using System.Data.Common;
using ClusterManagement.Data;

namespace ClusterManagement.Engine.Storage;

/// <summary>A server's database as a URL, the form environment variables of pipelines have.</summary>
internal static class DatabaseUrl
{
    private const string Parameter = "Database";
    private const string Form = "postgresql://user:password@server:5432/name, or mysql:// or mariadb:// in its place";

    /// <summary>Finds the database that a URL names; the server is not asked.</summary>
    /// <param name="text">The URL.</param>
    /// <exception cref="InvalidValueException">It is malformed; the message repeats nothing of it.</exception>
    public static ClusterDatabase Locate(SecretText text)
    {
        try
        {
            var address = Parse(text);
            return ((IServerProvider)DatabaseProvider.For(address.Engine)).Locate(address);
        }
        catch (Exception exception) when (exception is InvalidValueException { Parameter: not Parameter } or ArgumentException)
        {
            // What was given is the URL, and not the connection string that it was turned into.
            throw new InvalidValueException(Parameter, text, $"{Form}; options may follow, such as ?SSL Mode=Require");
        }
    }

    private static DatabaseAddress Parse(SecretText text)
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

    // In the words of the engine's driver, one keyword and value each; a value's own semicolons stay in it.
    private static string Options(Uri url)
    {
        var builder = new DbConnectionStringBuilder();
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = option.Split('=', 2);
            builder[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts[^1]);
        }

        return builder.ConnectionString;
    }

    private static InvalidValueException Refused(SecretText text) => new(Parameter, text, Form);
}
