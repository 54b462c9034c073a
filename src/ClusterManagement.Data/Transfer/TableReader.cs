using System.Data.Common;

namespace ClusterManagement.Data.Transfer;

/// <summary>Reads the rows of one table as they come, in the order of their keys.</summary>
public sealed class TableReader : IAsyncDisposable
{
    private readonly TransferTable _table;
    private readonly DbCommand _command;
    private DbDataReader? _reader;

    /// <summary>Creates the reader; the query is sent with the first batch.</summary>
    /// <param name="context">The database, in a transaction.</param>
    /// <param name="table">The table.</param>
    public TableReader(ClusterContext context, TransferTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _command = context.Statement(table.SelectSql);
    }

    /// <summary>Reads the next rows.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The rows in canonical values; none at the end.</returns>
    public async Task<IReadOnlyList<object?[]>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _reader ??= await _command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object?[]>(most);
        while (rows.Count < most && await _reader.ReadAsync(cancellationToken)) rows.Add(Row(_reader));
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_reader is not null) await _reader.DisposeAsync();
        await _command.DisposeAsync();
    }

    private object?[] Row(DbDataReader reader)
    {
        var row = new object?[_table.Columns.Count];
        for (var i = 0; i < row.Length; i++)
        {
            try
            {
                row[i] = CanonicalValue.Read(_table.Columns[i].Kind, reader.GetValue(i));
            }
            catch (Exception exception) when (exception is FormatException or ArgumentOutOfRangeException)
            {
                throw new ClusterException(
                    ErrorIds.CopyFailed, ClusterErrorKind.Database,
                    $"The column {_table.Columns[i].Name} of {_table.Name} holds a value that is no {_table.Columns[i].Kind}, in the row {Key(row)}; nothing was written.",
                    "Correct the value in the database that is read from, then repeat the command.", _table.Name, exception);
            }
        }

        return row;
    }

    private string Key(object?[] row) => _table.KeyOf(row) is { Length: > 0 } key ? key : "(unknown)";
}
