namespace ClusterManagement.Engine.Import;

/// <summary>Checks values in which a secret may stand by mistake, as in a URL with a password. What is refused is not shown.</summary>
internal static class Concealed
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">The column there.</param>
    /// <param name="rule">The rule.</param>
    public static string Check(string value, string column, Func<string, string, string> rule)
    {
        try
        {
            return rule(value, column);
        }
        catch (InvalidValueException error)
        {
            throw new InvalidValueException(column, "(hidden)", error.Allowed);
        }
    }
}
