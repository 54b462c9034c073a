using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator.Api;

/// <summary>The JSON type of a parameter.</summary>
internal enum ParameterType
{
    Text,
    Integer,
    Number,
    Boolean,
}

/// <summary>What the schema says about a parameter.</summary>
internal sealed record Parameter(string Name, ParameterType Type)
{
    public bool IsOptional { get; init; } = true;

    /// <summary>Throws a <see cref="FormatException"/> with Proxmox VE's wording.</summary>
    public Action<string>? Format { get; init; }

    /// <summary>A list format takes a repeated parameter.</summary>
    public bool IsList { get; init; }

    public Regex? Pattern { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    public int? MinimumLength { get; init; }

    public int? MaximumLength { get; init; }

    /// <summary>How many numbered parameters there are, name0 being the first; 0 for a plain parameter.</summary>
    public int Count { get; init; }

    /// <summary>The parts of a property string.</summary>
    public PropertyFormat? Properties { get; init; }

    public Version? Since { get; init; }

    /// <summary>Another parameter that must be there too.</summary>
    public string? Requires { get; init; }

    public Parameter Required() => this with { IsOptional = false };

    public bool IsNamed(string name)
    {
        if (Count == 0)
            return name == Name;
        return name.StartsWith(Name, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Name.Length), System.Globalization.NumberStyles.None, null, out var index)
            && index < Count
            && (name.Length == Name.Length + 1 || name[Name.Length] != '0');
    }

    public bool Exists(Version version) => Since is null || version >= Since;
}
