namespace ClusterManagement.Engine.Import;

/// <summary>Values that only one object may have, and who has them.</summary>
/// <typeparam name="T">The values.</typeparam>
/// <param name="noun">What they are, in a sentence.</param>
internal sealed class Register<T>(string noun)
    where T : notnull
{
    private readonly Dictionary<T, string> _owners = [];

    /// <summary>Enters a value that is in use.</summary>
    /// <param name="value">The value; null is none.</param>
    /// <param name="owner">Who has it.</param>
    public void Enter(T? value, string owner)
    {
        if (value is not null) _owners[value] = owner;
    }

    /// <summary>Refuses a value that somebody has.</summary>
    /// <param name="value">The value; null is none.</param>
    /// <param name="text">The value in a sentence, where it does not say it itself.</param>
    /// <exception cref="Refusal">Somebody has it.</exception>
    public void Check(T? value, string? text = null)
    {
        if (value is not null && _owners.TryGetValue(value, out var owner)) throw new Refusal($"{noun} {text ?? value.ToString()} belongs to {owner} here");
    }
}
