using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>The meaning of PostgreSQL's errors (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
internal static class PostgreSqlFaults
{
    // Not in the driver's list.
    private const string DatabaseDropped = "57P04";
    private const string IdleSessionTimeout = "57P05";

    /// <summary>Says what an exception means; null when it is not one of the driver's.</summary>
    /// <param name="exception">The exception.</param>
    public static DatabaseFault? Classify(Exception exception) => exception switch
    {
        PostgresException refusal => Classify(refusal),
        NpgsqlException failure => Classify(failure),
        SocketException => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => null,
    };

    // The driver has no codes for what it finds itself.
    private static DatabaseFault? Classify(NpgsqlException failure) => failure.InnerException switch
    {
        AuthenticationException => new DatabaseFault(DatabaseFaultKind.Tls),
        _ when failure.Message.Contains("unknown response", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ when failure.Message.Contains("SSL", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Tls),
        _ when failure.Message.StartsWith("No password", StringComparison.Ordinal) =>
            new DatabaseFault(DatabaseFaultKind.Authentication, Words: "No password was given, and the server asks for one."),
        _ when failure.Message.Contains("connection pool has been exhausted", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.PoolExhausted),
        TimeoutException when failure.Message.StartsWith("Failed to connect", StringComparison.Ordinal) =>
            new DatabaseFault(DatabaseFaultKind.Unreachable, Words: "It did not answer in time."),
        TimeoutException => new DatabaseFault(DatabaseFaultKind.Timeout, Words: "The server did not answer in time."),
        IOException or SocketException or null => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => null,
    };

    private static DatabaseFault Classify(PostgresException refusal) => refusal.SqlState == PostgresErrorCodes.UniqueViolation
        ? new DatabaseFault(DatabaseFaultKind.Duplicate, ConstraintName.Columns(refusal.ConstraintName))
        : new DatabaseFault(Kind(refusal.SqlState), Words: refusal.MessageText);

    private static DatabaseFaultKind Kind(string state) => state switch
    {
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => DatabaseFaultKind.Reference,
        PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.StringDataRightTruncation
            or PostgresErrorCodes.NumericValueOutOfRange => DatabaseFaultKind.Check,
        PostgresErrorCodes.LockNotAvailable => DatabaseFaultKind.Busy,
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => DatabaseFaultKind.Deadlock,
        PostgresErrorCodes.QueryCanceled => DatabaseFaultKind.Timeout,
        PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFaultKind.ReadOnly,
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.ConfigurationLimitExceeded => DatabaseFaultKind.Full,
        PostgresErrorCodes.IoError => DatabaseFaultKind.Storage,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => DatabaseFaultKind.Corrupt,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction
            or PostgresErrorCodes.InvalidSchemaName => DatabaseFaultKind.Schema,
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateColumn or PostgresErrorCodes.DuplicateObject => DatabaseFaultKind.HalfMigrated,
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => DatabaseFaultKind.Authentication,
        PostgresErrorCodes.InsufficientPrivilege => DatabaseFaultKind.Permission,
        PostgresErrorCodes.InvalidCatalogName => DatabaseFaultKind.NoDatabase,
        PostgresErrorCodes.TooManyConnections => DatabaseFaultKind.TooManyConnections,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or DatabaseDropped or IdleSessionTimeout => DatabaseFaultKind.Unreachable,
        _ when state.StartsWith("08", StringComparison.Ordinal) => DatabaseFaultKind.Unreachable,
        _ => DatabaseFaultKind.Other,
    };
}
