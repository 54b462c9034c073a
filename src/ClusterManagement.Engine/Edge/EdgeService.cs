using System.Globalization;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Edge.Model;
using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Engine.Edge.Rendering;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Edge;

/// <summary>The edges of sites.</summary>
/// <param name="store">The database.</param>
/// <param name="secrets">What decrypts private keys.</param>
internal sealed class EdgeService(ClusterStore store, SecretProtector secrets) : IEdgeService
{
    private static readonly TimeSpan SoonExpiring = TimeSpan.FromDays(14);

    private readonly EdgeReader _reader = new(store, secrets);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConfigurationFile>?> ExportAsync(EdgeExport export, IOperationContext context)
    {
        var (site, files) = await RenderAsync(export.Site, export.Options, context);
        return await RefuseIoAsync(export.Folder, async () =>
        {
            EdgeFolder.RefuseVersion(FolderLinks.Resolve(export.Folder));
            var writer = new FolderWriter(export.Folder);
            var plan = writer.Plan(files, export.Force);
            _ = Takeover.Dropped(export.Folder, plan.Former?.Site, plan.Former?.DaemonMarks.Keys ?? [], site.Name, files, export.Force, "removes the files of those left out");
            var action = $"Write {plan.Writes.Count} and remove {plan.Removals.Count} files of site {site.Name}";
            if (!plan.IsEmpty && !await context.ApproveAsync($"'{export.Folder}'", action)) return null;
            if (context.IsRehearsal) return [];
            var done = writer.Apply(site.Name, files, plan, context.Warning, context.CancellationToken);
            context.Verbose($"{done.Count} of {files.All.Count} files were written or removed; the others are as they should be.");
            return done;
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConfigurationTestResult>> TestAsync(SiteIdentity site, EdgeOptions options, IOperationContext context)
    {
        var (model, files) = await RenderAsync(site, options, context);
        var folder = Directory.CreateTempSubdirectory("cluster-edge-");
        try
        {
            var writer = new FolderWriter(folder.FullName);
            writer.Apply(model.Name, files, writer.Plan(files, force: true), context.Warning, context.CancellationToken);
            return await EdgeCheck.RunAsync(folder.FullName, files.Marks.Keys, context.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ConfigurationTestResult>> TestFolderAsync(string folder, IReadOnlyList<EdgeDaemon> daemons, IOperationContext context)
    {
        var there = EdgeControllers.All
            .Where(controller => File.Exists(Path.Combine(folder, controller.MainFile)))
            .Select(controller => controller.Daemon)
            .ToList();
        var missing = daemons.Except(there).Order().ToList();
        if (there.Count == 0 || missing.Count > 0)
        {
            var wanted = missing.Count > 0 ? string.Join(", ", missing) : "a daemon";
            throw new InvalidValueException("Path", folder, $"a folder with the configuration of {wanted}, as Export-ClusterConfiguration writes it");
        }

        return EdgeCheck.RunAsync(folder, daemons.Count > 0 ? daemons : there, context.CancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ConfigurationPublication?> PublishAsync(EdgePublish publish, IOperationContext context)
    {
        if (publish.Options.Daemons.Contains(EdgeDaemon.Nginx) && publish.Options.Daemons.Contains(EdgeDaemon.Haproxy))
        {
            throw new InvalidValueException("Daemon", "Nginx, Haproxy", "one of the two, since both listen on the same ports");
        }

        var (site, files) = await RenderAsync(publish.Site, publish.Options, context);
        return await RefuseIoAsync(publish.Folder, async () =>
        {
            publish = publish with { Folder = FolderLinks.Resolve(publish.Folder) };
            EdgeFolder.RefuseVersion(publish.Folder);
            var dropped = new EdgePublisher(publish, site, files, context).Dropped();
            var action = $"Publish version {files.Version}{(dropped.Count > 0 ? $", without {Takeover.Names(dropped)} from now on," : string.Empty)}";
            if (!await context.ApproveAsync($"edge of site {site.Name} in '{publish.Folder}'", action)) return null;
            await using var turn = new EdgeFolder(publish.Folder).Lock();

            // While the user was asked, or another had the turn, the rows may have changed: older files must not take the place of newer ones.
            if (await _reader.ReadVersionAsync(publish.Site, context.CancellationToken) != site.Version)
            {
                (site, files) = await RenderAsync(publish.Site, publish.Options, context);
            }

            return (ConfigurationPublication?)await new EdgePublisher(publish, site, files, context).RunAsync(turn);
        });
    }

    /// <inheritdoc/>
    public Task<string> GetVersionAsync(SiteIdentity site, CancellationToken cancellationToken) => _reader.ReadVersionAsync(site, cancellationToken);

    private static async Task<T> RefuseIoAsync<T>(string folder, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(
                ErrorIds.ConfigurationFailed, ClusterErrorKind.Permission,
                $"The configuration cannot be written to '{folder}': {exception.Message}",
                "Choose a folder on a local disk that this user may write to.", folder, exception);
        }
    }

    private static void Check(EdgeOptions options)
    {
        NetworkRules.Port(options.HttpPort, "HttpPort");
        NetworkRules.Port(options.HttpsPort, "HttpsPort");
        NetworkRules.Port(options.DnsPort, "DnsPort");
        if (options.HttpPort == options.HttpsPort) throw new InvalidValueException("HttpsPort", options.HttpsPort, "a port other than that of -HttpPort");
        if (options.Daemons.Contains(EdgeDaemon.Dnsmasq) && (options.DnsPort == options.HttpPort || options.DnsPort == options.HttpsPort))
        {
            throw new InvalidValueException("DnsPort", options.DnsPort, "a port other than those of -HttpPort and -HttpsPort");
        }

        if (options.Daemons.Contains(EdgeDaemon.Dnsmasq) && options.IsNameAddressMissing)
        {
            throw new InvalidValueException(
                "DnsListenAddress", string.Empty,
                "the addresses dnsmasq is to listen on, since -ListenAddress has no private one for it; 0.0.0.0 lets it listen everywhere and answer hosts of its own subnets only");
        }

        if (options.Daemons.Count == 0) throw new InvalidValueException("Daemon", string.Empty, "one daemon or more");
        if (options.MaximumBodySize is < 0 or > 1_000_000)
        {
            throw new InvalidValueException("MaximumBodySize", options.MaximumBodySize, "0 to 1000000 MiB, 0 for any size");
        }
    }

    private async Task<(EdgeSite Site, EdgeFiles Files)> RenderAsync(SiteIdentity identity, EdgeOptions options, IOperationContext context)
    {
        Check(options);
        var site = await _reader.ReadAsync(identity, context.CancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        var files = EdgeRenderers.Render(site, options);
        var time = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        context.Debug(string.Create(CultureInfo.InvariantCulture, $"Made {files.All.Count} files of site {Comment.Encode(site.Name)} in {time:0.000} ms from rows to bytes."));
        foreach (var note in files.Notes.Distinct()) context.Warning(note);
        foreach (var certificate in site.Certificates.Where(certificate => certificate.NotAfter < DateTime.UtcNow + SoonExpiring))
        {
            var verb = certificate.NotAfter < DateTime.UtcNow ? "ended" : "ends";
            context.Warning($"The certificate of {Comment.Encode(certificate.Domain)} {verb} on {certificate.NotAfter:yyyy-MM-dd HH:mm} UTC.");
        }

        return (site, files);
    }
}
