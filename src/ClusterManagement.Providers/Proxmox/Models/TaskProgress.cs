namespace ClusterManagement.Providers.Proxmox;

/// <summary>How far a task is that somebody waits for.</summary>
/// <param name="Task">The task.</param>
/// <param name="Elapsed">How long it has been waited for.</param>
/// <param name="LastLine">The newest line of its log, when there is one.</param>
public sealed record TaskProgress(Upid Task, TimeSpan Elapsed, string? LastLine);
