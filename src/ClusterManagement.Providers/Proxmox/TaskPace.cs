using System.Collections.Concurrent;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// Between which times tasks of a kind last ended. The next one is asked about there too, so that many alike are not each noticed late.
/// </summary>
internal sealed class TaskPace
{
    // Closer than this, another question tells nothing.
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<(string Node, string Type), (TimeSpan Running, TimeSpan Ended)> _windows = new();

    /// <summary>When to ask next.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">How long it has been waited for.</param>
    /// <param name="due">When it would be asked about anyway.</param>
    public TimeSpan Next(Upid task, TimeSpan now, TimeSpan due)
    {
        if (!_windows.TryGetValue((task.Node, task.Type), out var window)) return due;
        var middle = window.Running + ((window.Ended - window.Running) / 2);
        if (IsBetween(middle) && window.Ended - middle > Resolution) return middle;
        return IsBetween(window.Ended) ? window.Ended : due;

        bool IsBetween(TimeSpan time) => time > now + Resolution && time < due - Resolution;
    }

    /// <summary>Remembers a task that succeeded.</summary>
    /// <param name="task">The task.</param>
    /// <param name="running">When it was last seen at work.</param>
    /// <param name="ended">When it was asked about and had ended.</param>
    public void Learn(Upid task, TimeSpan running, TimeSpan ended) => _windows.AddOrUpdate(
        (task.Node, task.Type),
        (running, ended),
        (_, window) => (window.Running > running && window.Running < ended ? window.Running : running, ended));
}
