using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Connection strings and URLs that are malformed: the parameter is named, and nothing of the text repeated.</summary>
public sealed class MalformedAddressTests
{
    private const string Secret = "hunter2-secret";

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Bogus={Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Password=ab;{Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Port={Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Password={Secret};Port=0", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Password={Secret};Port=99999", "between 1 and 65535")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;SSL Mode={Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Database=c;Password='{Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"{Secret}", "Host=server;Port=5432")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Host=db1;Password={Secret}", "names the database")]
    [InlineData(DatabaseEngine.PostgreSQL, $"Database=c;Password={Secret}", "names the server")]
    [InlineData(DatabaseEngine.PostgreSQL, "", "names the server")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Bogus={Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Password=ab;{Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Port={Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Password={Secret};Port=0", "between 1 and 65535")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Password={Secret};Port=-1", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Password={Secret};Port=99999", "between 1 and 65535")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;SSL Mode={Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Database=c;Password='{Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"{Secret}", "Server=server;Port=3306")]
    [InlineData(DatabaseEngine.MariaDB, $"Server=db1;Password={Secret}", "names the database")]
    [InlineData(DatabaseEngine.MariaDB, $"Database=c;Password={Secret}", "names the server")]
    [InlineData(DatabaseEngine.MySQL, "", "names the server")]
    public void A_connection_string_is_refused(DatabaseEngine engine, string text, string allowed) => IsRefused(
        databases => databases.Locate(new DatabaseAddress { Engine = engine, ConnectionString = new SecretText(text) }), "ConnectionString", allowed);

    [Theory]
    [InlineData($"mssql://admin:{Secret}@db1/cluster")]
    [InlineData($"https://admin:{Secret}@db1/cluster")]
    [InlineData($"postgresql://admin:{Secret}@db1")]
    [InlineData($"postgresql://admin:{Secret}@db1/")]
    [InlineData($"postgresql://admin:{Secret}@:5432/cluster")]
    [InlineData($"postgresql://admin:{Secret}@db1:99999/cluster")]
    [InlineData($"postgresql://admin:{Secret}@db1:port/cluster")]
    [InlineData($"postgresql://admin:{Secret}@db1/cluster?Bogus=1")]
    [InlineData($"postgresql://admin@db1/cluster?{Secret}")]
    [InlineData($"postgresql://admin@db1/cluster?={Secret}")]
    [InlineData($"mariadb://admin:{Secret}@db1/cluster?SSL Mode=Never")]
    [InlineData($"mysql://admin:{Secret}@db1:0/cluster?Port=70000")]
    [InlineData($"://{Secret}")]
    [InlineData("postgresql://")]
    [InlineData("")]
    public void A_URL_is_refused(string url) =>
        IsRefused(databases => databases.Locate(new SecretText(url)), "Database", "postgresql://user:password@server:5432/name");

    [Fact]
    public void SQLite_takes_no_connection_string() => IsRefused(
        databases => databases.Locate(new DatabaseAddress { Engine = DatabaseEngine.SQLite, ConnectionString = new SecretText($"Data Source={Secret}") }),
        "Provider", "-Path");

    /// <summary>A password of any characters arrives as it is, by a connection string, a credential and a URL.</summary>
    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task A_password_of_any_characters_signs_in(DatabaseEngine engine)
    {
        const string Password = "a;b=c 'd\" %2F@:/?#é";
        await using var place = await ServerTestDatabase.CreateAsync(engine);
        var user = $"odd_{Guid.NewGuid():N}"[..20];
        await place.Server.ExecuteAsync(engine == DatabaseEngine.PostgreSQL
            ? $"CREATE ROLE {user} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'"
            : $"CREATE USER {user}@'%' IDENTIFIED BY '{Password.Replace("'", "''", StringComparison.Ordinal)}'; GRANT ALL ON {place.Database.Name}.* TO {user}@'%'");
        var databases = new ClusterEngine("unused").Databases;
        var quoted = $"\"{Password.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var name = engine == DatabaseEngine.PostgreSQL ? "Username" : "User ID";
        ClusterDatabase[] ways =
        [
            place.Database.As(user, Password),
            databases.Locate(new DatabaseAddress
            {
                Engine = engine,
                ConnectionString = new SecretText($"{(engine == DatabaseEngine.PostgreSQL ? "Host" : "Server")}=127.0.0.1;Port={place.Server.Port};"
                    + $"Database={place.Database.Name};{name}={user};Password={quoted}"),
            }),
            databases.Locate(new SecretText(
                $"{engine.ToString().ToLowerInvariant()}://{user}:{Uri.EscapeDataString(Password)}@127.0.0.1:{place.Server.Port}/{place.Database.Name}?Application Name=a%3Bb")),
        ];

        foreach (var way in ways)
        {
            var described = await databases.DescribeAsync(way, TestContext.Current.CancellationToken);
            Assert.Equal((user, null), (described.UserName, described.SchemaVersion));
            way.Provider().Release(way);
        }

        await place.Server.ExecuteAsync(engine == DatabaseEngine.PostgreSQL ? $"DROP ROLE {user}" : $"DROP USER {user}@'%'");
    }

    private static void IsRefused(Func<IDatabaseService, ClusterDatabase> locate, string parameter, string allowed)
    {
        var error = Assert.Throws<InvalidValueException>(() => locate(new ClusterEngine("unused").Databases));

        Assert.Equal(("InvalidValue", ClusterErrorKind.InvalidValue, parameter), (error.ErrorId, error.Kind, error.Parameter));
        Assert.Contains($"-{parameter}", error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
        Assert.Contains(parameter, error.RecommendedAction, StringComparison.Ordinal);
        Failure.HoldsNone(error, [Secret]);
    }
}
