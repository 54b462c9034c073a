using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace ClusterManagement.TestServers;

/// <summary>A private database server on the loopback interface, in a temporary folder, that ends with this process.</summary>
/// <remarks>It runs as an unprivileged user, asks for a password and has its production defaults for isolation, SQL mode and durability, with
/// little memory. Starting, stopping and killing are for one caller at a time.</remarks>
public abstract class DatabaseServer : IAsyncDisposable
{
    private const string LogFile = "server.log";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly ConcurrentDictionary<DatabaseServer, bool> Living = new();

    private readonly ServerFolder _folder;
    private ServerProcess? _process;
    private int _ended;

    static DatabaseServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    private protected DatabaseServer(string name, string account, DatabaseServerOptions? options)
    {
        RemoveAbandoned();
        Name = name;
        Options = options ?? new DatabaseServerOptions();
        Account = ServerAccount.For(account);
        _folder = new ServerFolder(Account);
        Living[this] = true;
    }

    /// <summary>Gets the product's name.</summary>
    public string Name { get; }

    /// <summary>Gets the address it listens on.</summary>
    public string Host => "127.0.0.1";

    /// <summary>Gets the port it listens on, which stays the same when it starts again.</summary>
    public int Port { get; private set; }

    /// <summary>Gets the user, who may do everything.</summary>
    public string UserName => "cluster";

    /// <summary>Gets the user's password: random letters and digits.</summary>
    public string Password { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Gets the folder with all its files.</summary>
    public string Folder => _folder.Path;

    /// <summary>Gets the folder with its data; only while the server is stopped may they be touched.</summary>
    public string DataFolder => _folder.File("data");

    /// <summary>Gets a value indicating whether it was started and neither stopped nor killed since.</summary>
    public bool IsRunning => _process is not null;

    /// <summary>Gets the id of the server's process.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => Running().Id;

    private protected DatabaseServerOptions Options { get; }

    private protected ServerAccount Account { get; }

    /// <summary>Gets the signal that stops the server, cutting off its clients and keeping the data in order.</summary>
    private protected abstract Signal StopSignal { get; }

    /// <summary>Gets the signal that ends the server at once when nobody needs its data any more.</summary>
    private protected abstract Signal EndSignal { get; }

    /// <summary>Removes what the servers of killed processes left behind; every new server does it too.</summary>
    public static void RemoveAbandoned() => ServerFolder.RemoveAbandoned();

    /// <summary>The connection string of a database, as Npgsql or MySqlConnector has it.</summary>
    /// <param name="database">The database's name.</param>
    public abstract string ConnectionString(string database);

    /// <summary>Runs SQL through the product's own client program, over TCP.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <param name="database">The database; null for the one everyone has.</param>
    /// <param name="password">The password; null for the right one.</param>
    /// <returns>The rows as the client prints them, without headings.</returns>
    /// <exception cref="DatabaseServerException">The server refused the connection or a statement.</exception>
    public async Task<string> ExecuteAsync(string sql, string? database = null, string? password = null) =>
        (await ProgramRun.SucceedAsync($"{Name} client", Client(database, password ?? Password), sql)).TrimEnd();

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name, which no other has.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name};");
        return name;
    }

    /// <summary>Removes a database that no transaction uses any more.</summary>
    /// <param name="database">The database's name.</param>
    public abstract Task DropDatabaseAsync(string database);

    /// <summary>Starts the server again, on the same port and data, and waits until it takes connections.</summary>
    /// <exception cref="DatabaseServerException">It did not start; the message has its log.</exception>
    public async Task StartAsync()
    {
        ObjectDisposedException.ThrowIf(_ended != 0, this);
        if (_process is not null) throw new InvalidOperationException($"{Name} runs already.");
        var (program, arguments) = Server();
        var command = Account.ServerCommand(Folder, _folder.File(LogFile), EndSignal, program, arguments);
        _process = new ServerProcess(ParentThread.Start(command));
        await WaitUntilReadyAsync(_process);
    }

    /// <summary>Stops the server, cutting off its clients; the data stays.</summary>
    public async Task StopAsync()
    {
        if (!await Running().StopAsync(StopSignal)) throw Failure($"{Name} did not stop.");
        Forget();
    }

    /// <summary>Kills the server's processes, as a power failure would; the data stays.</summary>
    public async Task KillAsync()
    {
        if (!await Running().KillAsync()) throw Failure($"Processes of {Name} outlived being killed.");
        Forget();
    }

    /// <summary>What the server has logged since it was made, across its starts.</summary>
    public string ReadLog() => string.Concat(LogFiles().Select(_folder.File).Where(File.Exists).Select(ReadShared));

    /// <summary>Ends the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(End);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the data folder and starts the server for the first time; a failure leaves nothing behind.</summary>
    private protected async Task SetUpAsync()
    {
        try
        {
            await InitializeAsync(_folder);
            await StartOnFreePortAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the data folder, with the user and the password.</summary>
    /// <param name="folder">The server's folder.</param>
    private protected abstract Task InitializeAsync(ServerFolder folder);

    /// <summary>The server's program and its arguments.</summary>
    private protected abstract (string Program, IEnumerable<string> Arguments) Server();

    /// <summary>The client program, reading SQL from its standard input.</summary>
    /// <param name="database">The database; null for the one everyone has.</param>
    /// <param name="password">The password, which stays off the command line.</param>
    private protected abstract ProcessStartInfo Client(string? database, string password);

    /// <summary>The names of the files that the server logs into.</summary>
    private protected virtual IEnumerable<string> LogFiles() => [LogFile];

    private static void EndAll()
    {
        foreach (var server in Living.Keys)
        {
            try
            {
                server.End();
            }
            catch (IOException)
            {
                // What is left of the folder is removed by a later run.
            }
        }
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private async Task StartOnFreePortAsync()
    {
        for (var attempts = 5; ; attempts--)
        {
            Port = LoopbackPort.FindFree();
            try
            {
                await StartAsync();
                return;
            }
            catch (DatabaseServerException failure)
                when (attempts > 0 && failure.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                File.Delete(_folder.File(LogFile));
            }
        }
    }

    private async Task WaitUntilReadyAsync(ServerProcess process)
    {
        for (var start = Stopwatch.GetTimestamp(); ; await Task.Delay(Interval))
        {
            var refusal = await TryConnectAsync();
            if (process.ExitCode is { } code)
            {
                Forget();
                throw Failure($"{Name} ended with exit code {code} while it started.");
            }

            if (refusal is null) return;
            if (Stopwatch.GetElapsedTime(start) < Patience) continue;
            await KillAsync();
            throw Failure($"{Name} took no connection for {Patience.TotalSeconds:0} s: {refusal}");
        }
    }

    private async Task<string?> TryConnectAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1;");
            return null;
        }
        catch (DatabaseServerException refusal)
        {
            return refusal.Message;
        }
    }

    private ServerProcess Running() => _process ?? throw new InvalidOperationException($"{Name} does not run.");

    private DatabaseServerException Failure(string what) => new($"{what} Its log:\n{ReadLog()}");

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        Living.TryRemove(this, out _);
        _process?.End(EndSignal);
        Forget();
        _folder.Dispose();
    }
}
