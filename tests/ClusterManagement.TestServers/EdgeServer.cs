namespace ClusterManagement.TestServers;

/// <summary>A private daemon of an edge, run as an unprivileged user with files that somebody else makes; it ends with this process.</summary>
public abstract class EdgeServer : IDisposable
{
    private const string LogFile = "daemon.log";

    private readonly ServerFolder _folder;
    private readonly ServerAccount _account;
    private ServerProcess? _process;

    private protected EdgeServer(string account)
    {
        _account = ServerAccount.For(account);
        _folder = new ServerFolder(_account);
    }

    /// <summary>Gets the folder the daemon writes to, and in which the files it is given are to be.</summary>
    public string Folder => _folder.Path;

    /// <summary>Gets a value indicating whether it runs.</summary>
    public bool IsRunning => _process is { ExitCode: null };

    /// <summary>Finds a port that nobody listens on.</summary>
    public static int FreePort() => LoopbackPort.FindFree();

    /// <summary>Why a daemon cannot be run here; null when it can.</summary>
    /// <param name="package">Debian's package.</param>
    /// <param name="program">The program.</param>
    public static string? MissingProgram(string package, string program) => Programs.Missing(package, [program]);

    /// <summary>Starts it.</summary>
    /// <param name="mainFile">The file it is started with.</param>
    public void Start(string mainFile)
    {
        if (IsRunning) throw new InvalidOperationException("It runs already.");
        OwnFiles();
        var (program, arguments) = Command(mainFile);
        _process?.Dispose();
        _process = new ServerProcess(ParentThread.Start(_account.ServerCommand(Folder, _folder.File(LogFile), Signal.Kill, Programs.Get(program), arguments)));
    }

    /// <summary>Lets it read its files again, or starts it.</summary>
    /// <param name="mainFile">The file it is started with.</param>
    public abstract Task ReloadAsync(string mainFile);

    /// <summary>Ends it and waits for that.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        if (!await _process.StopAsync(Signal.Term)) throw new DatabaseServerException($"The daemon did not stop. {ReadLog()}");
    }

    /// <summary>What it has written.</summary>
    public string ReadLog() => string.Concat(new[] { LogFile, "error.log" }.Select(_folder.File).Where(File.Exists).Select(File.ReadAllText));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not null)
        {
            _process.End(Signal.Term);
            _process.Dispose();
            _process = null;
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract (string Program, IEnumerable<string> Arguments) Command(string mainFile);

    private protected void Send(Signal signal)
    {
        OwnFiles();
        _ = NativeMethods.SendSignal(_process!.Id, signal);
    }

    // What this process wrote there belongs to its user; keys are for their owner's eyes only.
    private void OwnFiles()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(entry).LinkTarget is null) _account.Own(entry);
        }
    }
}
