using System.Management.Automation.Host;

namespace ClusterManagement.Shell.Host;

/// <summary>What a person types to pick a choice: the letter after the ampersand, or the whole label.</summary>
internal sealed record ChoiceKey(string Hotkey, string Label)
{
    public static ChoiceKey From(ChoiceDescription choice)
    {
        var label = choice.Label.Replace("&", string.Empty, StringComparison.Ordinal).Trim();
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        var hotkey = mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString() : label;
        return new ChoiceKey(hotkey.ToUpperInvariant(), label);
    }

    public bool Matches(string answer) =>
        answer.Equals(Hotkey, StringComparison.OrdinalIgnoreCase) || answer.Equals(Label, StringComparison.OrdinalIgnoreCase);
}
