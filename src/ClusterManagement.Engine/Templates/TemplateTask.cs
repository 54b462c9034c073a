using ClusterManagement.Engine.Jobs;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Providers.Proxmox;

namespace ClusterManagement.Engine.Templates;

/// <summary>Runs one download to its end. What is there afterwards decides, also when an answer was lost or somebody was faster.</summary>
/// <param name="client">A client of the node's cluster.</param>
/// <param name="node">The node.</param>
/// <param name="storage">The storage.</param>
/// <param name="file">The file's name.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="journal">Its job.</param>
/// <param name="context">The operation's context.</param>
internal sealed class TemplateTask(
    ProxmoxClient client, string node, string storage, string file, TimeSpan timeout, JobJournal journal, IOperationContext context)
{
    private string What => $"Downloading {file} to storage {storage} of node {node}";

    /// <summary>Runs it.</summary>
    /// <param name="source">Where the template comes from.</param>
    /// <param name="find">Finds it on the storage.</param>
    public async Task<ClusterTemplate> RunAsync(TemplateSourceFile source, Func<Task<ClusterTemplate?>> find)
    {
        await journal.StepAsync($"{What}.", 10);
        try
        {
            await DownloadAsync(source);
        }
        catch (RemoteApiException exception) when (ProxmoxErrors.IsAlreadyExists(exception) || (exception.IsAmbiguous && exception.Kind != ClusterErrorKind.Timeout))
        {
            await journal.StepAsync($"{exception.Message} Looking whether {file} is there.");
            if (await find() is { } there) return there;
            throw;
        }

        return await find() ?? throw new ClusterException(
            ErrorIds.NotFound(Nouns.Template), ClusterErrorKind.NotFound,
            $"{What} ended well, and the storage does not list it.", $"Look with Get-ClusterTemplate -Node {node} under which name it was stored.", file);
    }

    private async Task DownloadAsync(TemplateSourceFile source)
    {
        var token = context.CancellationToken;
        var task = await PatientRequest.SendAsync(patience => source.StartAsync(client, node, storage, file, patience), token);
        try
        {
            var progress = new Progress<TaskProgress>(
                state => context.Progress(new OperationProgress(What, state.LastLine ?? $"{state.Elapsed.TotalSeconds:0} s")));
            var result = await client.WaitForTaskAsync(task, timeout, progress, token);
            foreach (var warning in result.EnsureSuccess(What).Warnings) context.Warning($"{What}: {warning}");
        }
        catch (OperationCanceledException)
        {
            await AbortableTask.AbortAsync(client, task);
            throw;
        }
    }
}
