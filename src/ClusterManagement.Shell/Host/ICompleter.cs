namespace ClusterManagement.Shell.Host;

/// <summary>Offers, one Tab after the other, what could stand at the cursor.</summary>
internal interface ICompleter
{
    /// <summary>Gives the replacement for the next Tab, or null when there is none.</summary>
    Completion? Next(string text, int cursor, bool backwards);

    /// <summary>Ends the round: the text was edited by hand.</summary>
    void Forget();
}

/// <summary>A stretch of the line and what replaces it.</summary>
internal sealed record Completion(int Start, int Length, string Text);
