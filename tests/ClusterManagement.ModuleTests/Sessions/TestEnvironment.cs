using System.Runtime.CompilerServices;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>Keeps every test of this process, and every process they start, away from the user's own database and keys.</summary>
internal static class TestEnvironment
{
    /// <summary>The environment variable that names the database.</summary>
    public const string DatabaseVariable = "CLUSTER_DATABASE";

    /// <summary>The environment variable that names the key ring's folder.</summary>
    public const string KeyRingVariable = "CLUSTER_KEY_RING";

    /// <summary>Gets the folder of the whole run.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("clustermanagement-run-").FullName;

    /// <summary>Gets the database that is used where a test names none.</summary>
    public static string Database { get; } = Path.Combine(Folder, "environment.db");

    /// <summary>Runs before anything of this assembly, and so before the engine reads the variables.</summary>
    [ModuleInitializer]
    internal static void Prepare()
    {
        Environment.SetEnvironmentVariable(DatabaseVariable, Database);
        Environment.SetEnvironmentVariable(KeyRingVariable, Path.Combine(Folder, "keys"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }
}
