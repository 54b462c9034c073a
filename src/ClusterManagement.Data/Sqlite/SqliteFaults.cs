using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClusterManagement.Data.Sqlite;

/// <summary>The meaning of SQLite's errors (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    /// <summary>Says what an exception means.</summary>
    /// <param name="exception">The exception.</param>
    public static DatabaseFault Classify(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT => exception.SqliteExtendedErrorCode switch
        {
            raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY => new DatabaseFault(DatabaseFaultKind.Duplicate, Columns(exception.Message)),
            // ON DELETE RESTRICT counts as a trigger; our own triggers refuse nothing.
            raw.SQLITE_CONSTRAINT_FOREIGNKEY or raw.SQLITE_CONSTRAINT_TRIGGER => new DatabaseFault(DatabaseFaultKind.Reference),
            raw.SQLITE_CONSTRAINT_CHECK or raw.SQLITE_CONSTRAINT_NOTNULL => new DatabaseFault(DatabaseFaultKind.Check),
            _ => new DatabaseFault(DatabaseFaultKind.Other),
        },
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseFault(DatabaseFaultKind.Busy),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new DatabaseFault(DatabaseFaultKind.ReadOnly),
        // The index of the write-ahead log is a file in memory that grows with it.
        raw.SQLITE_FULL or raw.SQLITE_IOERR when exception.SqliteErrorCode == raw.SQLITE_FULL || exception.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE =>
            new DatabaseFault(DatabaseFaultKind.Full),
        raw.SQLITE_IOERR => new DatabaseFault(DatabaseFaultKind.Storage),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new DatabaseFault(DatabaseFaultKind.Corrupt),
        raw.SQLITE_CANTOPEN => new DatabaseFault(DatabaseFaultKind.CannotOpen),
        raw.SQLITE_ERROR when exception.Message.Contains("no such", StringComparison.Ordinal) => new DatabaseFault(DatabaseFaultKind.Schema),
        _ => new DatabaseFault(DatabaseFaultKind.Other),
    };

    // "SQLite Error 19: 'UNIQUE constraint failed: Containers.nodeId, Containers.containerId'."
    private static string Columns(string message)
    {
        const string Marker = "constraint failed: ";
        var start = message.IndexOf(Marker, StringComparison.Ordinal);
        return start < 0 ? string.Empty : message[(start + Marker.Length)..].TrimEnd('.', '\'');
    }
}
