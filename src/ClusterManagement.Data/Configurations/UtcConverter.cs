using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ClusterManagement.Data.Configurations;

/// <summary>Times are UTC in the database, and known to be when they come back.</summary>
internal sealed class UtcConverter : ValueConverter<DateTime, DateTime>
{
    /// <summary>Creates the converter.</summary>
    public UtcConverter()
        : base(time => time.ToUniversalTime(), time => DateTime.SpecifyKind(time, DateTimeKind.Utc))
    {
    }
}
