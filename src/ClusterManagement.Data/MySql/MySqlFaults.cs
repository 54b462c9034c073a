using System.Net.Sockets;
using System.Security.Authentication;
using MySqlConnector;

namespace ClusterManagement.Data.MySql;

/// <summary>The meaning of MySQL's and MariaDB's errors (https://mariadb.com/kb/en/mariadb-error-code-reference/).</summary>
internal static class MySqlFaults
{
    // Not in the driver's list.
    private const MySqlErrorCode CheckFailed = (MySqlErrorCode)3819;
    private const MySqlErrorCode MariaDbCheckFailed = (MySqlErrorCode)4025;
    private const MySqlErrorCode DiskFull = (MySqlErrorCode)1021;
    private const MySqlErrorCode StorageEngineError = (MySqlErrorCode)1030;
    private const MySqlErrorCode ReadOnlyTransaction = (MySqlErrorCode)1792;
    private const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
    private const MySqlErrorCode SpecificAccessDenied = (MySqlErrorCode)1227;
    private const MySqlErrorCode DefinerIsGone = (MySqlErrorCode)1449;
    private const MySqlErrorCode AccessDeniedWithoutPassword = (MySqlErrorCode)1698;
    private const MySqlErrorCode AccountIsLocked = (MySqlErrorCode)3118;
    private const MySqlErrorCode MariaDbAccountIsLocked = (MySqlErrorCode)4151;
    private const MySqlErrorCode UserLimitReached = (MySqlErrorCode)1226;
    private const MySqlErrorCode TriggerNeedsSuper = (MySqlErrorCode)1419;
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;
    private const MySqlErrorCode StatementTimeout = (MySqlErrorCode)1969;
    private const MySqlErrorCode MySqlStatementTimeout = (MySqlErrorCode)3024;
    private const MySqlErrorCode IndexCorrupt = (MySqlErrorCode)1712;
    private const MySqlErrorCode TableLostByEngine = (MySqlErrorCode)1932;

    private const string NoSpaceLeft = "error 28 ";

    /// <summary>Says what an exception means; null when it is not one of the driver's.</summary>
    /// <param name="exception">The exception.</param>
    public static DatabaseFault? Classify(Exception exception) => exception switch
    {
        MySqlException { InnerException: AuthenticationException } => new DatabaseFault(DatabaseFaultKind.Tls),
        MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry } duplicate =>
            new DatabaseFault(DatabaseFaultKind.Duplicate, ConstraintName.Columns(KeyName(duplicate.Message))),
        MySqlException failure => new DatabaseFault(Kind(failure), Words: failure.Message),
        MySqlEndOfStreamException or SocketException => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => null,
    };

    private static DatabaseFaultKind Kind(MySqlException failure) => failure.ErrorCode switch
    {
        MySqlErrorCode.RowIsReferenced or MySqlErrorCode.RowIsReferenced2 or MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2 =>
            DatabaseFaultKind.Reference,
        CheckFailed or MariaDbCheckFailed or MySqlErrorCode.ColumnCannotBeNull or MySqlErrorCode.DataTooLong
            or MySqlErrorCode.WarningDataOutOfRange or MySqlErrorCode.WarningDataTruncated or MySqlErrorCode.TruncatedWrongValueForField =>
            DatabaseFaultKind.Check,
        MySqlErrorCode.LockWaitTimeout => DatabaseFaultKind.Busy,
        MySqlErrorCode.LockDeadlock => DatabaseFaultKind.Deadlock,
        MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryInterrupted or StatementTimeout or MySqlStatementTimeout => DatabaseFaultKind.Timeout,
        MySqlErrorCode.OptionPreventsStatement or ReadOnlyTransaction or ReadOnlyMode => DatabaseFaultKind.ReadOnly,
        MySqlErrorCode.RecordFileFull or DiskFull => DatabaseFaultKind.Full,
        StorageEngineError => failure.Message.Contains(NoSpaceLeft, StringComparison.Ordinal) ? DatabaseFaultKind.Full : DatabaseFaultKind.Storage,
        MySqlErrorCode.CrashedOnUsage or MySqlErrorCode.CrashedOnRepair or IndexCorrupt or TableLostByEngine => DatabaseFaultKind.Corrupt,
        MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => DatabaseFaultKind.Schema,
        MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.DuplicateKeyName
            or MySqlErrorCode.CannotDropFieldOrKey => DatabaseFaultKind.HalfMigrated,
        MySqlErrorCode.AccessDenied or MySqlErrorCode.HostNotPrivileged or AccessDeniedWithoutPassword or AccountIsLocked or MariaDbAccountIsLocked =>
            DatabaseFaultKind.Authentication,
        MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied or SpecificAccessDenied
            or DefinerIsGone => DatabaseFaultKind.Permission,
        MySqlErrorCode.UnknownDatabase => DatabaseFaultKind.NoDatabase,
        MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or UserLimitReached => DatabaseFaultKind.TooManyConnections,
        TriggerNeedsSuper => DatabaseFaultKind.TriggersRefused,
        _ => DriverKind(failure),
    };

    // The driver has few codes for what it finds itself.
    private static DatabaseFaultKind DriverKind(MySqlException failure) => failure switch
    {
        _ when failure.Message.Contains("SSL", StringComparison.Ordinal) => DatabaseFaultKind.Tls,
        _ when failure.Message.Contains("All pooled connections are in use", StringComparison.Ordinal) => DatabaseFaultKind.PoolExhausted,
        { ErrorCode: MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or ConnectionKilled } => DatabaseFaultKind.Unreachable,
        { ErrorCode: MySqlErrorCode.None, InnerException: IOException or SocketException or MySqlEndOfStreamException } => DatabaseFaultKind.Unreachable,
        { IsTransient: true, InnerException: not null } => DatabaseFaultKind.Unreachable,
        _ => DatabaseFaultKind.Other,
    };

    // "Duplicate entry 'x' for key 'IX_Sites_name'"; MySQL puts the table and a dot before the key's name.
    private static string KeyName(string message)
    {
        var end = message.LastIndexOf('\'');
        var start = end > 0 ? message.LastIndexOf('\'', end - 1) : -1;
        return start < 0 ? string.Empty : message[(start + 1)..end];
    }
}
