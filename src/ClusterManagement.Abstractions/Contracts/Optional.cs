namespace ClusterManagement;

/// <summary>A value that may not have been given, as opposed to one given as null.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Optional<T>
{
    private readonly T _value;

    /// <summary>Wraps a given value.</summary>
    /// <param name="value">The value.</param>
    public Optional(T value)
    {
        _value = value;
        IsGiven = true;
    }

    /// <summary>True when a value was given.</summary>
    public bool IsGiven { get; }

    /// <summary>The given value.</summary>
    /// <exception cref="InvalidOperationException">None was given.</exception>
    public T Value => IsGiven ? _value : throw new InvalidOperationException("The value was not given.");

    /// <summary>The given value, or another one.</summary>
    /// <param name="other">What holds when none was given.</param>
    public T Or(T other) => IsGiven ? _value : other;

    /// <summary>The given value; nothing when none was given.</summary>
    public override string ToString() => IsGiven ? $"{_value}" : string.Empty;

    /// <summary>Wraps a given value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Optional<T>(T value) => new(value);
}
