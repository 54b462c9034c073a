using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ClusterManagement.Data.Configurations;

/// <summary>Keeps an enumeration as its names in lower case, the way the spec writes them.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class LowerCaseConverter<TEnum> : ValueConverter<TEnum, string>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> Names = Enum.GetValues<TEnum>().ToDictionary(value => value, ToName);
    private static readonly Dictionary<string, TEnum> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Creates the converter.</summary>
    public LowerCaseConverter()
        : base(value => Names[value], name => Values[name])
    {
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "The spec writes these values in lower case.")]
    private static string ToName(TEnum value) => value.ToString().ToLowerInvariant();
}
