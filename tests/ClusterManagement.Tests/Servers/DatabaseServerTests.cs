using System.Text;
using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>What tests that use a private server rely on.</summary>
public abstract class DatabaseServerTests
{
    private const string Table = "CREATE TABLE kept (value INT NOT NULL); INSERT INTO kept VALUES (42);";

    protected abstract string? Missing { get; }

    protected abstract string WrongPasswordMessage { get; }

    [Fact]
    public async Task Runs_as_an_unprivileged_user()
    {
        var server = await SharedAsync();
        var status = await File.ReadAllLinesAsync($"/proc/{server.ProcessId}/status", TestContext.Current.CancellationToken);

        foreach (var kind in new[] { "Uid:", "Gid:" })
        {
            var ids = status.Single(line => line.StartsWith(kind, StringComparison.Ordinal)).Split('\t')[1..];
            Assert.Equal(4, ids.Length);
            Assert.DoesNotContain("0", ids);
        }

        var capabilities = status.Single(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        Assert.Equal("0000000000000000", capabilities.Split('\t')[1]);
    }

    [Fact]
    public async Task Lets_nobody_in_without_the_password()
    {
        var server = await SharedAsync();

        Assert.Equal("1", await server.ExecuteAsync("SELECT 1;"));
        foreach (var password in new[] { "", "wrong" })
        {
            var refusal = await Assert.ThrowsAsync<DatabaseServerException>(() => server.ExecuteAsync("SELECT 1;", password: password));
            Assert.Contains(WrongPasswordMessage, refusal.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(server.Password, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keeps_the_password_off_command_lines_and_disks()
    {
        await using var server = await CreateAsync(new DatabaseServerOptions { LogStatements = true });
        await server.ExecuteAsync("SELECT 1;");
        var arguments = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/cmdline", TestContext.Current.CancellationToken);
        await server.StopAsync();

        Assert.DoesNotContain(server.Password, arguments, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(server.Password)) < 0, $"'{file}' has the password.");
        }
    }

    [Fact]
    public async Task Makes_databases_apart_from_each_other()
    {
        var server = await SharedAsync();
        var first = await server.CreateDatabaseAsync();
        var second = await server.CreateDatabaseAsync();
        await server.ExecuteAsync(Table, first);

        Assert.Equal("42", await server.ExecuteAsync("SELECT value FROM kept;", first));
        await Assert.ThrowsAsync<DatabaseServerException>(() => server.ExecuteAsync("SELECT value FROM kept;", second));
        Assert.Equal("Grüße 🚀", await server.ExecuteAsync("SELECT 'Grüße 🚀';", second));
        foreach (var database in new[] { first, second })
        {
            await server.DropDatabaseAsync(database);
            await Assert.ThrowsAsync<DatabaseServerException>(() => server.ExecuteAsync("SELECT 1;", database));
        }
    }

    [Fact]
    public async Task Is_shared_by_the_process() => Assert.Same(await SharedAsync(), await SharedAsync());

    [Fact]
    public async Task Keeps_data_and_port_across_stop_and_kill()
    {
        await using var server = await CreateAsync();
        var (port, database) = (server.Port, await server.CreateDatabaseAsync());
        await server.ExecuteAsync(Table, database);

        await server.StopAsync();
        await Connections.AssertRefusedAsync(server.Port);
        await server.StartAsync();
        Assert.Equal("42", await server.ExecuteAsync("SELECT value FROM kept;", database));

        await server.ExecuteAsync("UPDATE kept SET value = 43;", database);
        await server.KillAsync();
        await Connections.AssertRefusedAsync(server.Port);
        await server.StartAsync();
        Assert.Equal("43", await server.ExecuteAsync("SELECT value FROM kept;", database));
        Assert.Equal(port, server.Port);
    }

    [Fact]
    public async Task Outlives_the_thread_that_started_it()
    {
        await using var server = await CreateAsync();
        await server.StopAsync();
        var start = Task.CompletedTask;
        var thread = new Thread(() => start = server.StartAsync());
        thread.Start();
        thread.Join();
        await start;

        Assert.Equal("1", await server.ExecuteAsync("SELECT 1;"));
        Assert.True(ProcessTable.IsRunning(server.ProcessId));
    }

    [Fact]
    public async Task Logs_statements_when_asked_to()
    {
        const string statement = "SELECT 'a needle in the log';";
        await using var server = await CreateAsync(new DatabaseServerOptions { LogStatements = true });
        await server.ExecuteAsync(statement);
        await server.StopAsync();
        Assert.Contains("a needle in the log", server.ReadLog(), StringComparison.Ordinal);

        var silent = await SharedAsync();
        await silent.ExecuteAsync(statement);
        Assert.NotEmpty(silent.ReadLog());
        Assert.DoesNotContain("a needle in the log", silent.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_its_log_when_it_does_not_start()
    {
        var failure = await Assert.ThrowsAsync<DatabaseServerException>(
            () => CreateAsync(new DatabaseServerOptions { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } }));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_process_and_no_folder_when_disposed()
    {
        var server = await CreateAsync();
        var (process, folder) = (server.ProcessId, server.Folder);
        Assert.True(Directory.Exists(folder));

        await server.DisposeAsync();
        Assert.False(ProcessTable.IsRunning(process));
        Assert.False(Path.Exists(folder));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder)!, Path.GetFileName(folder) + "*"));
        await Connections.AssertRefusedAsync(server.Port);
        await Assert.ThrowsAsync<ObjectDisposedException>(server.StartAsync);
    }

    protected abstract Task<DatabaseServer> ShareAsync();

    protected abstract Task<DatabaseServer> StartAsync(DatabaseServerOptions? options);

    protected Task<DatabaseServer> SharedAsync()
    {
        ServerPolicy.Require(Missing);
        return ShareAsync();
    }

    protected Task<DatabaseServer> CreateAsync(DatabaseServerOptions? options = null)
    {
        ServerPolicy.Require(Missing);
        return StartAsync(options);
    }
}
