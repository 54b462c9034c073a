using ClusterManagement.Data;
using MySqlConnector;
using Npgsql;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>What a connection string is silent about is filled in; what it says stays.</summary>
public sealed class ConnectionDefaultsTests
{
    [Theory]
    [InlineData("Host=db1;Database=c", SslMode.VerifyFull)]
    [InlineData("Host=10.0.0.5;Database=c", SslMode.VerifyFull)]
    [InlineData("Host=localhost;Database=c", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1;Database=c", SslMode.Prefer)]
    [InlineData("Host=::1;Database=c", SslMode.Prefer)]
    [InlineData("Host=/run/postgresql;Database=c", SslMode.Prefer)]
    [InlineData("Host=db1;Database=c;SSL Mode=Require", SslMode.Require)]
    [InlineData("Host=db1;Database=c;SslMode=Disable", SslMode.Disable)]
    public void PostgreSQL_verifies_servers_elsewhere(string connectionString, SslMode expected) =>
        Assert.Equal(expected, PostgreSql(connectionString).SslMode);

    [Theory]
    [InlineData("Server=db1;Database=c", MySqlSslMode.VerifyFull)]
    [InlineData("Server=localhost;Database=c", MySqlSslMode.Preferred)]
    [InlineData("Server=db1;Database=c;SSL Mode=Required", MySqlSslMode.Required)]
    [InlineData("Server=db1;Database=c;SslMode=None", MySqlSslMode.None)]
    public void MySQL_verifies_servers_elsewhere(string connectionString, MySqlSslMode expected) =>
        Assert.Equal(expected, new MySqlConnectionStringBuilder(Locate(DatabaseEngine.MySQL, connectionString).ConnectionString!.Reveal()).SslMode);

    [Fact]
    public void What_is_said_wins_over_what_is_usual()
    {
        var silent = PostgreSql("Host=db1;Database=c");
        var said = PostgreSql("Host=db1;Port=6432;Database=c;Application Name=mine;Timeout=3;Max Auto Prepare=0;No Reset On Close=false");

        Assert.Equal((5432, "ClusterManagement", 15, 64, true), (silent.Port, silent.ApplicationName, silent.Timeout, silent.MaxAutoPrepare, silent.NoResetOnClose));
        Assert.Equal((6432, "mine", 3, 0, false), (said.Port, said.ApplicationName, said.Timeout, said.MaxAutoPrepare, said.NoResetOnClose));
    }

    [Theory]
    [InlineData(DatabaseEngine.PostgreSQL, "Host=db1;Database=c;Username=ann;Password=one", 5432)]
    [InlineData(DatabaseEngine.MariaDB, "Server=db1;Database=c;User ID=ann;Password=one", 3306)]
    public void A_credential_wins_over_the_text_and_nothing_shows_the_password(DatabaseEngine engine, string connectionString, int port)
    {
        var plain = Locate(engine, connectionString);
        var address = new DatabaseAddress { Engine = engine, ConnectionString = new SecretText(connectionString), UserName = "bea", Password = new SecretText("two;'\"") };
        var given = ((IServerProvider)DatabaseProvider.For(engine)).Locate(address);

        Assert.Equal(("db1", port, "c", "ann"), (plain.Server, plain.Port, plain.Name, plain.UserName));
        Assert.Equal("bea", given.UserName);
        var words = string.Join('|', given, given.Location, given.ConnectionString, plain.ConnectionString);
        Assert.DoesNotContain("two", words, StringComparison.Ordinal);
        Assert.DoesNotContain("one", words, StringComparison.Ordinal);
        var read = given.ConnectionString!.Reveal();
        Assert.Equal("two;'\"", engine == DatabaseEngine.PostgreSQL ? new NpgsqlConnectionStringBuilder(read).Password : new MySqlConnectionStringBuilder(read).Password);
    }

    private static NpgsqlConnectionStringBuilder PostgreSql(string connectionString) =>
        new(Locate(DatabaseEngine.PostgreSQL, connectionString).ConnectionString!.Reveal());

    private static ClusterDatabase Locate(DatabaseEngine engine, string connectionString) =>
        ((IServerProvider)DatabaseProvider.For(engine)).Locate(new DatabaseAddress { Engine = engine, ConnectionString = new SecretText(connectionString) });
}
