using System.Data.Common;

namespace ClusterManagement.Data.Transfer;

/// <summary>Inserts rows into one table, many with one statement.</summary>
/// <param name="context">The database, in a transaction that writes.</param>
/// <param name="table">The table.</param>
public sealed class TableWriter(ClusterContext context, TransferTable table) : IAsyncDisposable
{
    // A round trip carries many rows, and the statement stays within every engine's limits.
    private const int MostParameters = 1000;

    private DbCommand? _command;
    private int _rows;

    /// <summary>How many rows a statement takes at most.</summary>
    public int BatchSize { get; } = Math.Max(1, MostParameters / table.Columns.Count);

    /// <summary>Inserts rows.</summary>
    /// <param name="rows">The rows in canonical values; at most <see cref="BatchSize"/>.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(IReadOnlyList<object?[]> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        cancellationToken.ThrowIfCancellationRequested();
        var command = await CommandAsync(rows.Count);
        var next = 0;
        foreach (var row in rows)
        {
            foreach (var value in row) command.Parameters[next++].Value = value ?? DBNull.Value;
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_command is not null) await _command.DisposeAsync();
    }

    // All batches but the last are of one size, and use one command.
    private async Task<DbCommand> CommandAsync(int rows)
    {
        if (_command is not null && _rows == rows) return _command;
        await DisposeAsync();
        (_command, _rows) = (context.Statement(table.InsertSql(rows)), rows);
        for (var i = 0; i < rows * table.Columns.Count; i++)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.DbType = CanonicalValue.TypeOf(table.Columns[i % table.Columns.Count].Kind);
            _command.Parameters.Add(parameter);
        }

        return _command;
    }
}
