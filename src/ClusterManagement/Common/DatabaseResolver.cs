using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>
/// Which database a command works in when it is not told: the one its runspace is connected to, then the one the
/// environment names, then the user's default one. State is kept per runspace, so parallel runspaces do not meet.
/// </summary>
internal static class DatabaseResolver
{
    /// <summary>The environment variable that names a database.</summary>
    public const string Variable = "CLUSTER_DATABASE";

    private static readonly ConditionalWeakTable<Runspace, ClusterDatabase> Connected = [];

    private static string DefaultPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "ClusterManagement",
        "cluster.db");

    /// <summary>The database of the present runspace.</summary>
    /// <param name="state">The session's state, against which a relative path is taken.</param>
    public static ClusterDatabase Current(SessionState? state)
    {
        if (Runspace.DefaultRunspace is { } runspace && Connected.TryGetValue(runspace, out var database)) return database;
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } location
            ? FromEnvironment(state, location)
            : new ClusterDatabase { Path = DefaultPath, Source = "Default" };
    }

    /// <summary>Connects the present runspace.</summary>
    /// <param name="database">The database.</param>
    public static void Connect(ClusterDatabase database) => Connected.AddOrUpdate(Runspace.DefaultRunspace, database);

    /// <summary>Disconnects the present runspace.</summary>
    /// <returns>The database it was connected to, if it was.</returns>
    public static ClusterDatabase? Disconnect()
    {
        if (!Connected.TryGetValue(Runspace.DefaultRunspace, out var database)) return null;
        Connected.Remove(Runspace.DefaultRunspace);
        return database;
    }

    /// <summary>The database that a text names: a server's by its URL, a file by its path.</summary>
    /// <param name="state">The session's state, against which a relative path is taken.</param>
    /// <param name="text">The URL or path.</param>
    /// <exception cref="InvalidValueException">The URL is malformed.</exception>
    public static ClusterDatabase Parse(SessionState? state, string text) => text.Contains("://", StringComparison.Ordinal)
        ? EngineGate.Engine.Databases.Locate(new SecretText(text))
        : new ClusterDatabase { Path = FullPath(state, text) };

    /// <summary>A path against the session's location.</summary>
    /// <param name="state">The session's state.</param>
    /// <param name="path">The path.</param>
    public static string FullPath(SessionState? state, string path) =>
        Path.GetFullPath(state is null ? path : state.Path.GetUnresolvedProviderPathFromPSPath(path));

    private static ClusterDatabase FromEnvironment(SessionState? state, string location)
    {
        try
        {
            return Parse(state, location) with { Source = "Environment" };
        }
        catch (InvalidValueException exception)
        {
            // Who set the variable gave no parameter.
            throw new ClusterException(
                exception.ErrorId, exception.Kind, $"$env:{Variable} names no database. Allowed: a path, or {exception.Allowed}.",
                $"Correct $env:{Variable}, or connect with Connect-ClusterDatabase.", Variable, exception);
        }
    }
}
