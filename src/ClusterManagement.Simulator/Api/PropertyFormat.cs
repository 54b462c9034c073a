namespace ClusterManagement.Simulator.Api;

/// <summary>A property string such as <c>name=eth0,bridge=vmbr0</c>.</summary>
internal sealed record PropertyFormat(string? DefaultKey, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>Parses and verifies; throws a <see cref="FormatException"/> with Proxmox VE's wording.</summary>
    public Dictionary<string, string> Parse(string path, string text, Version version)
    {
        var values = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = part.Split('=', 2) is [var left, var right]
                ? (left.Trim(), right)
                : (DefaultKey ?? throw new FormatException("value without key, but schema does not define a default key\n"), part);
            if (!values.TryAdd(key, value))
                throw new FormatException($"duplicate key in comma-separated list property: {key}\n");
        }

        var errors = new Dictionary<string, string>();
        ParameterVerifier.Verify(Parameters, values, version, errors);
        if (errors.Count > 0)
            throw new FormatException("format error\n" + string.Concat(errors.Select(e => $"{path}.{e.Key}: {e.Value}\n")));
        return values;
    }

    /// <summary>Prints in Proxmox VE's order: the default key bare, the required ones, the others; each group sorted.</summary>
    public string Print(IReadOnlyDictionary<string, string> values)
    {
        var required = Parameters.Where(p => !p.IsOptional).Select(p => p.Name).ToHashSet();
        var parts = values
            .OrderBy(v => v.Key == DefaultKey ? 0 : required.Contains(v.Key) ? 1 : 2)
            .ThenBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => v.Key == DefaultKey ? v.Value : $"{v.Key}={v.Value}");
        return string.Join(',', parts);
    }
}
