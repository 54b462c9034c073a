using System.Data.Common;
using ClusterManagement.Data;
using ClusterManagement.TestServers;

namespace ClusterManagement.Tests.Databases;

/// <summary>The same database, reached in another way.</summary>
internal static class Variations
{
    /// <summary>With other options of the connection string; each engine has its own words.</summary>
    public static ClusterDatabase With(this ClusterDatabase database, string options) =>
        ((IServerProvider)database.Provider()).Locate(new DatabaseAddress
        {
            Engine = database.Engine,
            ConnectionString = new SecretText($"{database.ConnectionString!.Reveal()};{options}"),
        });

    /// <summary>By another port, such as a proxy's.</summary>
    public static ClusterDatabase Through(this ClusterDatabase database, int port) => database.With($"Port={port}");

    /// <summary>As another user.</summary>
    public static ClusterDatabase As(this ClusterDatabase database, string userName, string password) =>
        ((IServerProvider)database.Provider()).Locate(new DatabaseAddress
        {
            Engine = database.Engine,
            ConnectionString = database.ConnectionString,
            UserName = userName,
            Password = new SecretText(password),
        });

    /// <summary>With another patience for others that write.</summary>
    public static ClusterDatabase WaitingFor(this ClusterDatabase database, int seconds) => database.Engine switch
    {
        DatabaseEngine.SQLite => database with { LockTimeout = seconds },
        DatabaseEngine.PostgreSQL => database.With($"Command Timeout={seconds}"),
        _ => database.With($"Default Command Timeout={seconds}"),
    };

    /// <summary>With another patience for a server that is to be connected to.</summary>
    public static ClusterDatabase ConnectingFor(this ClusterDatabase database, int seconds) =>
        database.With(database.Engine == DatabaseEngine.PostgreSQL ? $"Timeout={seconds}" : $"Connection Timeout={seconds}");

    /// <summary>A description of a database on a port of this machine, where there need not be a server.</summary>
    public static ClusterDatabase At(DatabaseEngine engine, int port, string server = "127.0.0.1") =>
        ((IServerProvider)DatabaseProvider.For(engine)).Locate(new DatabaseAddress
        {
            Engine = engine,
            Server = server,
            Port = port,
            Name = "cluster",
            UserName = "admin",
            Password = new SecretText("pass;word='\"12345"),
        });

    /// <summary>A port that nobody listens on.</summary>
    public static int ClosedPort() => LoopbackPort.FindFree();

    /// <summary>What no message may hold: the password, and the connection string that has it.</summary>
    public static IEnumerable<string> Secrets(this ClusterDatabase database)
    {
        if (database.ConnectionString is not { } text) return [];
        var builder = new DbConnectionStringBuilder { ConnectionString = text.Reveal() };
        return builder.TryGetValue("Password", out var password) ? [text.Reveal(), password.ToString()!] : [text.Reveal()];
    }
}
