using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ClusterManagement.Data.Transfer;

/// <summary>Plain statements of a copy, in the transaction the context is in.</summary>
public static class TransferStatements
{
    // A server that hangs must not hang the copy for ever; a table of millions of rows is not read or emptied in half a minute.
    private const int Timeout = 3600;

    /// <summary>Reads a number.</summary>
    /// <param name="context">The context.</param>
    /// <param name="sql">The query; names stand in square brackets.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<long> ReadNumberAsync(this ClusterContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = context.Statement(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken) ?? 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="context">The context.</param>
    /// <param name="sql">The statement; names stand in square brackets.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(this ClusterContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = context.Statement(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A statement on the context's open connection.</summary>
    /// <param name="context">The context.</param>
    /// <param name="sql">The statement; names stand in square brackets.</param>
    internal static DbCommand Statement(this ClusterContext context, string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = context.Provider.Sql(sql);
        command.CommandTimeout = Timeout;
        return command;
    }
}
