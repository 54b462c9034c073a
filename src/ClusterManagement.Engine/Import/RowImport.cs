using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>Decides what becomes of the rows of one kind. A row that cannot be taken never stops the others.</summary>
/// <typeparam name="TEntity">Our rows.</typeparam>
/// <typeparam name="TIdentity">What says that a row there and one here are the same thing.</typeparam>
/// <param name="kind">The kind.</param>
/// <param name="plan">What is to be written.</param>
internal abstract class RowImport<TEntity, TIdentity>(ImportKind kind, ImportPlan plan)
    where TEntity : StampedEntity
    where TIdentity : notnull
{
    private readonly Dictionary<long, Fate<TEntity>> _fates = [];
    private Dictionary<TIdentity, TEntity> _known = [];
    private HashSet<TIdentity> _claimed = [];

    /// <summary>What is to be written.</summary>
    protected ImportPlan Plan => plan;

    /// <summary>Why a row is refused when another one there, of the same identity, comes before it.</summary>
    protected virtual string Duplicate => "another one there, of the same name, comes before it";

    /// <summary>How identities compare.</summary>
    protected virtual IEqualityComparer<TIdentity>? Comparer => null;

    /// <summary>Decides.</summary>
    /// <param name="there">The rows there.</param>
    /// <param name="here">All rows of the kind that are here.</param>
    public void Run(IEnumerable<SourceRow> there, IEnumerable<TEntity> here)
    {
        _known = new Dictionary<TIdentity, TEntity>(Comparer);
        _claimed = new HashSet<TIdentity>(Comparer);
        foreach (var row in here) _known.TryAdd(Identity(row), row);
        foreach (var row in there) Decide(row);
    }

    /// <summary>What became of a row there; null when there is none of that key.</summary>
    /// <param name="key">The row's key there.</param>
    public Fate<TEntity>? Of(long? key) => key is { } given ? _fates.GetValueOrDefault(given) : null;

    /// <summary>The key of a row there, by which others refer to it.</summary>
    /// <param name="row">The row.</param>
    protected virtual long? Key(SourceRow row) => row.Key("id");

    /// <summary>The name of a row there, for the report.</summary>
    /// <param name="row">The row.</param>
    protected abstract string? Name(SourceRow row);

    /// <summary>Checks a row there and makes one of ours from it, which nothing here knows yet.</summary>
    /// <param name="row">The row.</param>
    /// <param name="notes">What is to be said of it.</param>
    /// <exception cref="Refusal">The row cannot be taken.</exception>
    /// <exception cref="InvalidValueException">The row breaks a rule.</exception>
    protected abstract TEntity Map(SourceRow row, RowNotes notes);

    /// <summary>What is the same for a row and its counterpart.</summary>
    /// <param name="entity">One of our rows.</param>
    protected abstract TIdentity Identity(TEntity entity);

    /// <summary>In what a row that is here differs from the one that would be made.</summary>
    /// <param name="here">The row here.</param>
    /// <param name="there">The row that would be made.</param>
    protected abstract IEnumerable<string> Differences(TEntity here, TEntity there);

    /// <summary>Refuses a new row whose values others have, and reserves them for it otherwise.</summary>
    /// <param name="entity">The new row.</param>
    /// <param name="row">The row there.</param>
    /// <param name="notes">What is to be said of it.</param>
    /// <exception cref="Refusal">Something has them.</exception>
    protected virtual void Reserve(TEntity entity, SourceRow row, RowNotes notes)
    {
    }

    /// <summary>What is to be said of a row that is here already and the same.</summary>
    /// <param name="here">The row here.</param>
    /// <param name="row">The row there.</param>
    protected virtual string? PresentReason(TEntity here, SourceRow row) => null;

    /// <summary>A difference in a sentence; null when there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="here">The value here.</param>
    /// <param name="there">The value there.</param>
    protected static string? Differ(string column, object? here, object? there) => Equals(here, there)
        ? null
        : $"{column} is {Show(here)} here and {Show(there)} there";

    /// <summary>The differences there are.</summary>
    /// <param name="differences">What was compared.</param>
    protected static IEnumerable<string> Compare(params string?[] differences) => differences.OfType<string>();

    private static string Show(object? value) => value is null
        ? "not set"
        : $"'{Printable.Of(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))}'";

    private void Decide(SourceRow row)
    {
        string name = "?";
        TEntity? entity = null;
        var (outcome, reason) = (ImportOutcome.Refused, (string?)null);
        try
        {
            name = Printable.Of(Name(row) ?? "(no name)");
            var notes = new RowNotes();
            var draft = Map(row, notes);
            draft.CreatedAt = row.Time("createdAt") ?? default;
            var identity = Identity(draft);
            if (_claimed.Contains(identity)) throw new Refusal(Duplicate);
            if (_known.TryGetValue(identity, out var known))
            {
                _claimed.Add(identity);
                entity = known;
                var differences = Differences(known, draft).ToList();
                if (differences.Count > 0) throw new Refusal($"it is here already, and different: {string.Join(", ", differences)}");
                (outcome, reason) = (ImportOutcome.Present, PresentReason(known, row));
            }
            else
            {
                notes.RefuseIfBlocked();
                Reserve(draft, row, notes);
                entity = draft;
                _claimed.Add(identity);
                plan.Add(draft);
                (outcome, reason) = (notes.Text is null ? ImportOutcome.Taken : ImportOutcome.Adapted, notes.Text);
            }
        }
        catch (InvalidValueException error)
        {
            reason = Printable.Of(error);
        }
        catch (Refusal refusal)
        {
            reason = refusal.Message;
        }

        plan.Results.Add(new ImportResult { Kind = kind, Name = name, Outcome = outcome, Reason = reason });
        if (Key(row) is { } key) _fates[key] = new Fate<TEntity>(name, entity, outcome);
    }
}
