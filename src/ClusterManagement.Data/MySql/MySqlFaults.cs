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
    private const MySqlErrorCode ReadOnlyTransaction = (MySqlErrorCode)1792;
    private const MySqlErrorCode ReadOnlyMode = (MySqlErrorCode)1836;
    private const MySqlErrorCode SpecificAccessDenied = (MySqlErrorCode)1227;
    private const MySqlErrorCode AccountIsLocked = (MySqlErrorCode)3118;
    private const MySqlErrorCode MariaDbAccountIsLocked = (MySqlErrorCode)4151;
    private const MySqlErrorCode TriggerNeedsSuper = (MySqlErrorCode)1419;
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;

    /// <summary>Says what an exception means; null when it is not one of the driver's.</summary>
    /// <param name="exception">The exception.</param>
    public static DatabaseFault? Classify(Exception exception) => exception switch
    {
        MySqlException { InnerException: AuthenticationException } => new DatabaseFault(DatabaseFaultKind.Tls),
        MySqlException failure when failure.Message.Contains("SSL", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Tls),
        MySqlException failure => Classify(failure),
        MySqlEndOfStreamException or SocketException => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => null,
    };

    private static DatabaseFault Classify(MySqlException failure) => failure.ErrorCode switch
    {
        MySqlErrorCode.DuplicateKeyEntry => new DatabaseFault(DatabaseFaultKind.Duplicate, ConstraintName.Columns(KeyName(failure.Message))),
        MySqlErrorCode.RowIsReferenced or MySqlErrorCode.RowIsReferenced2 or MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2 =>
            new DatabaseFault(DatabaseFaultKind.Reference),
        CheckFailed or MariaDbCheckFailed or MySqlErrorCode.ColumnCannotBeNull or MySqlErrorCode.DataTooLong
            or MySqlErrorCode.WarningDataOutOfRange or MySqlErrorCode.WarningDataTruncated or MySqlErrorCode.TruncatedWrongValueForField =>
            new DatabaseFault(DatabaseFaultKind.Check),
        MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock or MySqlErrorCode.CommandTimeoutExpired => new DatabaseFault(DatabaseFaultKind.Busy),
        MySqlErrorCode.OptionPreventsStatement or ReadOnlyTransaction or ReadOnlyMode => new DatabaseFault(DatabaseFaultKind.ReadOnly),
        MySqlErrorCode.RecordFileFull or DiskFull => new DatabaseFault(DatabaseFaultKind.Full),
        MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => new DatabaseFault(DatabaseFaultKind.Schema),
        MySqlErrorCode.AccessDenied or AccountIsLocked or MariaDbAccountIsLocked => new DatabaseFault(DatabaseFaultKind.Authentication),
        MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or SpecificAccessDenied => new DatabaseFault(DatabaseFaultKind.Permission),
        MySqlErrorCode.UnknownDatabase => new DatabaseFault(DatabaseFaultKind.NoDatabase),
        MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections => new DatabaseFault(DatabaseFaultKind.TooManyConnections),
        TriggerNeedsSuper => new DatabaseFault(DatabaseFaultKind.TriggersRefused),
        MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or ConnectionKilled => new DatabaseFault(DatabaseFaultKind.Unreachable),
        MySqlErrorCode.None when failure.InnerException is IOException or SocketException or MySqlEndOfStreamException =>
            new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ when failure.IsTransient && failure.InnerException is not null => new DatabaseFault(DatabaseFaultKind.Unreachable),
        _ => new DatabaseFault(DatabaseFaultKind.Other),
    };

    // "Duplicate entry 'x' for key 'IX_Sites_name'"; MySQL puts the table and a dot before the key's name.
    private static string KeyName(string message)
    {
        var end = message.LastIndexOf('\'');
        var start = end > 0 ? message.LastIndexOf('\'', end - 1) : -1;
        return start < 0 ? string.Empty : message[(start + 1)..end];
    }
}
