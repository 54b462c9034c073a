using System.Globalization;

namespace ClusterManagement;

/// <summary>Names one object: by name, by number, or by the object itself.</summary>
public abstract class ClusterIdentity
{
    /// <summary>Names an object by its name; a text of digits alone is a number, since no name is.</summary>
    /// <param name="name">The name.</param>
    protected ClusterIdentity(string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Number = number;
        }
        else
        {
            Name = name;
        }
    }

    /// <summary>Names an object by its number.</summary>
    /// <param name="number">The number.</param>
    protected ClusterIdentity(int number) => Number = number;

    /// <summary>Names an object by the object itself.</summary>
    /// <param name="model">The object.</param>
    /// <param name="name">Its name.</param>
    protected ClusterIdentity(ClusterObject model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        Id = model.Id;
        Name = name;
    }

    /// <summary>The database's number, when the object itself was given.</summary>
    public int? Id { get; }

    /// <summary>The name, when it is known.</summary>
    public string? Name { get; }

    /// <summary>The number that was given in place of a name.</summary>
    public int? Number { get; }

    /// <summary>The name, or the number.</summary>
    public override string ToString() => Name ?? (Number ?? Id)?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
