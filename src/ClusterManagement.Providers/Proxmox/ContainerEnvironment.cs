namespace ClusterManagement.Providers.Proxmox;

/// <summary>Environment variables as Proxmox keeps them: <c>NAME=value</c>, parted by NUL characters.</summary>
public static class ContainerEnvironment
{
    /// <summary>Reads variables.</summary>
    /// <param name="text">The value of <c>env</c>.</param>
    public static IReadOnlyDictionary<string, string> Split(string? text)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (text ?? string.Empty).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0) variables[pair[..equals]] = pair[(equals + 1)..];
        }

        return variables;
    }

    /// <summary>Writes variables; none give null.</summary>
    /// <param name="variables">The variables.</param>
    public static string? Join(IReadOnlyDictionary<string, string>? variables) => variables is { Count: > 0 }
        ? string.Join('\0', variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}"))
        : null;

    /// <summary>True when two sets have the same variables with the same values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        string.Equals(Join(left), Join(right), StringComparison.Ordinal);
}
