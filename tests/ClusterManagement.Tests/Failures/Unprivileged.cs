using System.Runtime.Versioning;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>A folder of a user whom file modes stop, and the module's shell run as that user: nobody, when this process is root's.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Unprivileged : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerAccount _account;

    public Unprivileged()
    {
        ServerPolicy.Require(OperatingSystem.IsLinux() ? null : "Needs Linux.");
        _account = ServerAccount.For("nobody");
        Folder = Directory.CreateDirectory(_folder.File("closed")).FullName;
        _account.Own(_folder.Path);
        _account.Own(Folder);
        Database = Path.Combine(Folder, "cluster.db");
    }

    public string Folder { get; }

    public string Database { get; }

    /// <summary>Copies a database file and gives it to the user.</summary>
    public void Take(string file, UnixFileMode mode)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Copy(file, Database);
        File.SetUnixFileMode(Database, mode);
        _account.Own(Database);
    }

    /// <summary>Lets nobody make or remove files in the folder.</summary>
    public void Close() => File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

    /// <summary>Runs a script in the module's shell; its one argument is the database, which the environment names too.</summary>
    public async Task<string> RunAsync(string script)
    {
        var file = _folder.File("script.ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        _account.Own(file);
        var program = Programs.Get("dotnet", [Path.GetDirectoryName(Environment.ProcessPath)!]);
        var start = _account.Command(_folder.Path, program, ShellProcess.Program, file, Database);
        start.Environment["CLUSTER_DATABASE"] = Database;
        start.Environment["CLUSTER_KEY_RING"] = _folder.File("keys");
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? string.Empty;
        return await ProgramRun.SucceedAsync("shell", start);
    }

    public void Dispose()
    {
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }
}
