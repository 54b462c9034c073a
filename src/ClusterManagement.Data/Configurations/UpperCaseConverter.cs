using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ClusterManagement.Data.Configurations;

/// <summary>Keeps an enumeration as its names in upper case, the way DNS writes record types.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class UpperCaseConverter<TEnum> : ValueConverter<TEnum, string>
    where TEnum : struct, Enum
{
    /// <summary>Creates the converter.</summary>
    public UpperCaseConverter()
        : base(value => value.ToString().ToUpperInvariant(), name => Enum.Parse<TEnum>(name, true))
    {
    }
}
