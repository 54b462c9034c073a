using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>What has to be said of a row while it is looked at: what changes, what is left behind, and what it waits for in vain.</summary>
internal sealed class RowNotes
{
    private readonly List<string> _adaptations = [];
    private readonly List<string> _leftBehind = [];
    private string? _blocked;

    /// <summary>Everything that was said; null when nothing was.</summary>
    public string? Text
    {
        get
        {
            if (_leftBehind.Count == 0) return _adaptations.Count == 0 ? null : string.Join("; ", _adaptations);
            return string.Join("; ", _adaptations.Append($"left behind, as there is no place for it here: {string.Join(", ", _leftBehind)}"));
        }
    }

    /// <summary>Notes a change.</summary>
    /// <param name="adaptation">What changes.</param>
    public void Adapt(string adaptation) => _adaptations.Add(adaptation);

    /// <summary>Returns a value in the form in which it is kept, and notes a change of it.</summary>
    /// <param name="column">The column there.</param>
    /// <param name="there">The value there.</param>
    /// <param name="here">The value here.</param>
    public string Keep(string column, string? there, string here)
    {
        if (there != here) Adapt($"{column} '{Printable.Of(there)}' is kept as '{Printable.Of(here)}'");
        return here;
    }

    /// <summary>Notes that a column has no place here, when it holds anything but what it holds by default.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="default">What it holds by default.</param>
    public void LeaveBehind(SourceRow row, string column, string? @default = null)
    {
        if (row.Text(column) is { } value && value != @default) LeaveBehind(column);
    }

    /// <summary>Notes that something has no place here.</summary>
    /// <param name="what">What it is.</param>
    public void LeaveBehind(string what) => _leftBehind.Add(what);

    /// <summary>
    /// The row here that a row depends on. When that was refused since it is here with other values, what is new cannot be
    /// added to it, but what is here already can be recognised.
    /// </summary>
    /// <typeparam name="TEntity">Our row.</typeparam>
    /// <param name="fate">What became of the row there.</param>
    /// <param name="noun">What it is, in a sentence.</param>
    /// <exception cref="Refusal">There is no row here.</exception>
    public TEntity Require<TEntity>(Fate<TEntity>? fate, string noun)
        where TEntity : class
    {
        if (fate is null) throw new Refusal($"its {noun} does not exist there");
        var reason = $"its {noun} {fate.Name} was refused";
        if (fate.Outcome == ImportOutcome.Refused) _blocked ??= reason;
        return fate.Entity ?? throw new Refusal(reason);
    }

    /// <summary>Refuses a new row that depends on a refused one.</summary>
    public void RefuseIfBlocked()
    {
        if (_blocked is not null) throw new Refusal(_blocked);
    }
}
