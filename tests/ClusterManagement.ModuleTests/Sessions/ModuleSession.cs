using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>A runspace with the module imported through its manifest, connected to a database in a folder of its own.</summary>
internal class ModuleSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Opens the runspace.</summary>
    /// <param name="isConnected">Whether it is connected to a database of its own.</param>
    public ModuleSession(bool isConnected = true)
    {
        Runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        Runspace.Open();
        Invoke("Import-Module $manifest; $ProgressPreference = 'Continue'", new { manifest = Manifest }).Succeeded();
        if (isConnected) Invoke("Connect-ClusterDatabase -Path $path", new { path = Database }).Succeeded();
    }

    /// <summary>Gets the manifest's path.</summary>
    public static string Manifest { get; } = Path.Combine(Repository.Root, "ClusterManagement.psd1");

    /// <summary>Gets the runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>Gets the folder of the session.</summary>
    public string Folder => _folder.Path;

    /// <summary>Gets the path of the session's database.</summary>
    public string Database => Path.Combine(Folder, "cluster.db");

    /// <summary>Runs a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">An object whose properties become variables of the runspace.</param>
    public Invocation Invoke(string script, object? variables = null)
    {
        using var shell = Prepare(script, variables);
        var objects = new PSDataCollection<PSObject>();
        ErrorRecord? last = null;
        try
        {
            shell.Invoke<PSObject, PSObject>(null, objects, null);
        }
        catch (RuntimeException exception)
        {
            last = exception.ErrorRecord;
        }

        return Read(shell, objects, last);
    }

    /// <summary>Makes a pipeline without running it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">An object whose properties become variables of the runspace.</param>
    public PowerShell Prepare(string script, object? variables = null)
    {
        foreach (var variable in variables?.GetType().GetProperties() ?? [])
        {
            Runspace.SessionStateProxy.SetVariable(variable.Name, variable.GetValue(variables));
        }

        return PowerShell.Create(Runspace).AddScript(script);
    }

    /// <summary>Collects what a pipeline wrote.</summary>
    /// <param name="shell">The pipeline.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="last">The error that ended it.</param>
    public static Invocation Read(PowerShell shell, IEnumerable<PSObject> objects, ErrorRecord? last = null) => new()
    {
        Objects = [.. objects],
        Errors = last is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, last],
        IsTerminated = last is not null,
        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)],
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)],
        Debug = [.. shell.Streams.Debug.Select(record => record.Message)],
        Progress = [.. shell.Streams.Progress],
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the runspace and removes the folder.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Runspace.Dispose();
        _folder.Dispose();
    }
}
