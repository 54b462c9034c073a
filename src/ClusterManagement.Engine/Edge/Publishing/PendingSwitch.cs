using System.Text;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>
/// The note that the link was switched and the daemons are not known yet to run with what it leads to. It outlives a process that is
/// killed, so that the next one reloads, and knows which version was the last good one.
/// </summary>
/// <param name="folder">The edge's folder.</param>
internal sealed class PendingSwitch(string folder)
{
    private readonly string _file = Path.Combine(folder, ".pending");

    /// <summary>True when there is such a note.</summary>
    public bool Exists => File.Exists(_file);

    /// <summary>The version the daemons are known to have run with; null when there is none.</summary>
    public string? Former => File.ReadAllText(_file) is { Length: > 0 } version ? version : null;

    /// <summary>Leaves the note.</summary>
    /// <param name="former">The version the daemons are known to have run with.</param>
    public void Write(string? former) => WholeFile.Replace(_file, Encoding.UTF8.GetBytes(former ?? string.Empty));

    /// <summary>Takes the note away.</summary>
    public void Clear() => File.Delete(_file);
}
