using ClusterManagement.Data.Secrets;

namespace ClusterManagement.Engine.Import;

/// <summary>What an import would write, and the report on it. Planning writes nothing and encrypts nothing.</summary>
/// <param name="secrets">What reads the secrets that are here already, and encrypts new ones once they are written.</param>
internal sealed class ImportPlan(SecretProtector secrets)
{
    private readonly Dictionary<object, (SecretText Secret, Action<string> Keep)> _secrets = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _new = new(ReferenceEqualityComparer.Instance);

    /// <summary>The report, in the order of the kinds and of the rows there.</summary>
    public List<ImportResult> Results { get; } = [];

    /// <summary>The new rows. What a row depends on comes before it.</summary>
    public List<object> Rows { get; } = [];

    /// <summary>Pools of numbers, and below which number nothing of them may be given out from now on.</summary>
    public Dictionary<string, long> Marks { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => Rows.Count == 0 && Marks.Count == 0;

    /// <summary>True for a row of this import.</summary>
    /// <param name="row">The row.</param>
    public bool IsNew(object row) => _new.Contains(row);

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    public void Add(object row)
    {
        _new.Add(row);
        Rows.Add(row);
    }

    /// <summary>Remembers a secret of a row, to be encrypted when the row is written.</summary>
    /// <param name="row">The row.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="keep">Puts the encrypted secret into the row.</param>
    public void Hide(object row, SecretText secret, Action<string> keep) => _secrets[row] = (secret, keep);

    /// <summary>True when a row's secret is the one that is stored here.</summary>
    /// <param name="row">The row.</param>
    /// <param name="stored">The stored secret, encrypted; null when there is none.</param>
    /// <param name="owner">Whose secret it is, in an error.</param>
    public bool IsSameSecret(object row, string? stored, string owner)
    {
        if (!_secrets.TryGetValue(row, out var own)) return stored is null;
        return stored is not null && secrets.Unprotect(stored, owner).Reveal() == own.Secret.Reveal();
    }

    /// <summary>Encrypts the secret of a row that is about to be written.</summary>
    /// <param name="row">The row.</param>
    public void Seal(object row)
    {
        if (_secrets.TryGetValue(row, out var own)) own.Keep(secrets.Protect(own.Secret));
    }
}
