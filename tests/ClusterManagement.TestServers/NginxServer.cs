namespace ClusterManagement.TestServers;

/// <summary>A private nginx.</summary>
public sealed class NginxServer() : EdgeServer("nobody")
{
    /// <summary>The file of the stream module, where Debian's package has it.</summary>
    private const string StreamModule = "/usr/lib/nginx/modules/ngx_stream_module.so";

    /// <summary>Gets why it cannot be run here; null when it can.</summary>
    public static string? Missing { get; } = MissingProgram("nginx", "nginx")
        ?? (File.Exists(StreamModule) ? null : $"'{StreamModule}' is not there: run 'apt-get install libnginx-mod-stream'.");

    /// <inheritdoc/>
    public override Task ReloadAsync(string mainFile)
    {
        if (IsRunning) Send(Signal.Hup);
        else Start(mainFile);
        return Task.CompletedTask;
    }

    private protected override (string Program, IEnumerable<string> Arguments) Command(string mainFile) =>
        ("nginx", ["-p", Folder, "-e", Path.Combine(Folder, "error.log"), "-c", mainFile, "-g", "daemon off;"]);
}
