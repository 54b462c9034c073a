using System.Globalization;
using ClusterManagement.Tests.Support;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>A server ends with the process that started it, however that ends.</summary>
public sealed class OwnerTests
{
    // Starts a server, tells its process, port and folder, and waits to be killed, or ends without disposing of it.
    private const string Script = """
        $type = [Reflection.Assembly]::LoadFrom($args[0]).GetType($args[1])
        $server = $type::CreateAsync($null).GetAwaiter().GetResult()
        [IO.File]::WriteAllText("$($args[2]).new", "$($server.ProcessId)`n$($server.Port)`n$($server.Folder)")
        [IO.File]::Move("$($args[2]).new", $args[2])
        if ($args[3] -eq 'wait') { [Threading.Thread]::Sleep(-1) }
        """;

    [Theory]
    [InlineData(typeof(PostgreSqlServer))]
    [InlineData(typeof(MariaDbServer))]
    public async Task A_server_ends_with_an_owner_that_is_killed(Type type)
    {
        Require(type);
        using var folder = new TemporaryFolder();
        using var owner = Start(folder, type, "wait");
        await Eventually.IsTrueAsync(() => File.Exists(Answer(folder)) || owner.HasExited, "the owner started no server");
        if (owner.HasExited) Assert.Fail($"The owner ended: {await owner.SucceedAsync()}");
        var server = await ReadAsync(folder);
        Assert.True(ProcessTable.IsRunning(server.Process));
        DatabaseServer.RemoveAbandoned();
        Assert.True(File.Exists(Path.Combine(server.Folder, "server.log")), "The folder was removed while its owner lived.");

        await owner.KillAsync();
        await Eventually.IsTrueAsync(() => !ProcessTable.IsRunning(server.Process), $"the server {server.Process} outlived its owner");
        await Connections.AssertRefusedAsync(server.Port);
        await Eventually.IsTrueAsync(() => IsRemoved(server.Folder), $"'{server.Folder}' was not removed");
    }

    [Theory]
    [InlineData(typeof(PostgreSqlServer))]
    [InlineData(typeof(MariaDbServer))]
    public async Task A_server_ends_with_an_owner_that_forgets_it(Type type)
    {
        Require(type);
        using var folder = new TemporaryFolder();
        using var owner = Start(folder, type, "leave");
        await owner.SucceedAsync();
        var server = await ReadAsync(folder);

        Assert.False(ProcessTable.IsRunning(server.Process));
        Assert.False(Directory.Exists(server.Folder));
    }

    private static bool IsRemoved(string folder)
    {
        DatabaseServer.RemoveAbandoned();
        return !Directory.Exists(folder);
    }

    private static void Require(Type type) =>
        ServerPolicy.Require(type == typeof(PostgreSqlServer) ? PostgreSqlServer.Missing : MariaDbServer.Missing);

    private static string Answer(TemporaryFolder folder) => folder.File("server");

    private static ShellProcess Start(TemporaryFolder folder, Type type, string then) => ShellProcess.Start(
        folder.Path,
        folder.File("cluster.db"),
        folder.File("keys"),
        Script,
        type.Assembly.Location,
        type.FullName!,
        Answer(folder),
        then);

    private static async Task<(int Process, int Port, string Folder)> ReadAsync(TemporaryFolder folder)
    {
        var lines = await File.ReadAllLinesAsync(Answer(folder), TestContext.Current.CancellationToken);
        return (Parse(lines[0]), Parse(lines[1]), lines[2]);
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
