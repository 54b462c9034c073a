using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>The meaning of PostgreSQL's errors (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgreSqlFaults
{
    /// <summary>Says what an exception means; null when it is not one of the driver's.</summary>
    /// <param name="exception">The exception.</param>
    public static DatabaseFault? Classify(Exception exception) => exception switch
    {
        PostgresException refusal => Classify(refusal),
        NpgsqlException { InnerException: AuthenticationException } => new DatabaseFault(DatabaseFaultKind.Tls),
        NpgsqlException failure when failure.Message.Contains("SSL", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Tls),
        NpgsqlException failure when failure.Message.StartsWith("No password", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Authentication),
        NpgsqlException failure when failure.Message.Contains("connection pool has been exhausted", StringComparison.Ordinal) =>
            new DatabaseFault(DatabaseFaultKind.TooManyConnections),
        NpgsqlException { InnerException: TimeoutException or IOException or SocketException } => new DatabaseFault(DatabaseFaultKind.Unreachable),
        NpgsqlException { InnerException: null } => new DatabaseFault(DatabaseFaultKind.Unreachable),
        SocketException => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => null,
    };

    private static DatabaseFault Classify(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => new DatabaseFault(DatabaseFaultKind.Duplicate, ConstraintName.Columns(refusal.ConstraintName)),
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => new DatabaseFault(DatabaseFaultKind.Reference),
        PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.StringDataRightTruncation
            or PostgresErrorCodes.NumericValueOutOfRange => new DatabaseFault(DatabaseFaultKind.Check),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.QueryCanceled => new DatabaseFault(DatabaseFaultKind.Busy),
        PostgresErrorCodes.ReadOnlySqlTransaction => new DatabaseFault(DatabaseFaultKind.ReadOnly),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => new DatabaseFault(DatabaseFaultKind.Full),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new DatabaseFault(DatabaseFaultKind.Corrupt),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => new DatabaseFault(DatabaseFaultKind.Schema),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new DatabaseFault(DatabaseFaultKind.Authentication),
        PostgresErrorCodes.InsufficientPrivilege => new DatabaseFault(DatabaseFaultKind.Permission),
        PostgresErrorCodes.InvalidCatalogName => new DatabaseFault(DatabaseFaultKind.NoDatabase),
        PostgresErrorCodes.TooManyConnections => new DatabaseFault(DatabaseFaultKind.TooManyConnections),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            new DatabaseFault(DatabaseFaultKind.Unreachable),
        { } state when state.StartsWith("08", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => new DatabaseFault(DatabaseFaultKind.Other),
    };
}
