using System.Data.Common;
using ClusterManagement.Data;
using ClusterManagement.Data.MySql;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Import.Sources;

/// <summary>Reads an opensource-server database of any engine: read only, and all of it from one snapshot.</summary>
/// <param name="database">The database.</param>
internal sealed class SourceReader(ClusterDatabase database)
{
    private static readonly string[] Jobs = ["Jobs", "JobStatuses"];

    private readonly DatabaseProvider _provider = DatabaseProvider.For(database.Engine);

    /// <summary>Reads it.</summary>
    /// <param name="skipJobs">True to leave jobs unread.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SourceCluster> ReadAsync(bool skipJobs, CancellationToken cancellationToken)
    {
        if (!_provider.MayExist(database)) throw NotThere();
        try
        {
            await using var transaction = await _provider.OpenReadOnlyAsync(database, cancellationToken);
            await using var connection = transaction.Connection!;
            return await new Snapshot(_provider, transaction, cancellationToken).ReadAsync(skipJobs, Refuse);
        }
        catch (Exception exception) when (StoreUnit.IsDatabases(exception))
        {
            throw _provider.Classify(exception).Kind switch
            {
                DatabaseFaultKind.NoDatabase => NotThere(exception),
                DatabaseFaultKind.Corrupt => Foreign($"it is no SQLite database, or a damaged one: {exception.GetBaseException().Message}", exception),
                _ => DatabaseErrors.Translate(exception, _provider, database, DatabaseStep.Working),
            };
        }
    }

    private void Refuse(IReadOnlyCollection<string> tables, IReadOnlyList<string> missing)
    {
        if (missing.Count == 0) return;
        throw Foreign(tables.Contains("__EFMigrationsHistory", StringComparer.OrdinalIgnoreCase)
            ? "it is one of this module"
            : $"looked for {SourceSchema.Required.Count} tables ({string.Join(", ", SourceSchema.Required.Keys)}), it lacks {string.Join(", ", missing)}");
    }

    private ClusterException Foreign(string reason, Exception? exception = null) => new(
        ErrorIds.ForeignDatabase, ClusterErrorKind.Schema,
        $"The database '{database}' is not one of opensource-server: {reason}.",
        "Name the database of an opensource-server of January 2026 or later; one of this module is copied by Copy-ClusterDatabase.", database, exception);

    private ObjectNotFoundException NotThere(Exception? exception = null) => new(
        Nouns.Database, database.Location, exception is null ? "Check the path; it is read, never made." : "Check its name; it is read, never made.");

    /// <summary>One state of the database.</summary>
    private sealed class Snapshot(DatabaseProvider provider, DbTransaction transaction, CancellationToken cancellationToken)
    {
        public async Task<SourceCluster> ReadAsync(bool skipJobs, Action<IReadOnlyCollection<string>, IReadOnlyList<string>> refuse)
        {
            var names = (await QueryAsync(provider.TablesSql)).Rows.Select(row => row.Text(SourceTable.FirstColumn)!).ToList();
            var columns = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
            foreach (var table in SourceSchema.Required.Keys)
            {
                if (Find(names, table) is { } name) columns[table] = (await QueryAsync(Select("*", name) + " WHERE 1 = 0")).Columns;
            }

            refuse(names, SourceSchema.Missing(columns.GetValueOrDefault));
            var tables = new Dictionary<string, SourceTable>(StringComparer.Ordinal);
            foreach (var table in SourceSchema.Required.Keys.Append(SourceSchema.Collaborators))
            {
                var isSkipped = skipJobs && Jobs.Contains(table);
                if (Find(names, table) is { } name) tables[table] = await QueryAsync(Select("*", name) + (isSkipped ? " WHERE 1 = 0" : string.Empty));
            }

            return new SourceCluster
            {
                Era = SourceSchema.Era(table => columns[table]),
                Tables = tables,
                Unplaced = await CountAsync(names.Where(name => !tables.ContainsKey(name) && !SourceSchema.Passing.Contains(name))),
            };
        }

        // Where a server keeps names of tables in lower case, they are found all the same.
        private static string? Find(List<string> names, string table) =>
            names.Find(name => name == table) ?? names.Find(name => string.Equals(name, table, StringComparison.OrdinalIgnoreCase));

        private async Task<List<(string Table, long Rows)>> CountAsync(IEnumerable<string> names)
        {
            var counts = new List<(string, long)>();
            foreach (var name in names)
            {
                var count = (await QueryAsync(Select("count(*)", name))).Rows[0].Number(SourceTable.FirstColumn)!.Value;
                if (count > 0) counts.Add((name, count));
            }

            return counts;
        }

        // The names are the other database's, whatever they are.
        private string Select(string what, string table)
        {
            var quote = provider is MySqlProvider ? "`" : "\"";
            return $"SELECT {what} FROM {quote}{table.Replace(quote, quote + quote, StringComparison.Ordinal)}{quote}";
        }

        private async Task<SourceTable> QueryAsync(string sql)
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, StringComparer.OrdinalIgnoreCase);
            columns.TryAdd(SourceTable.FirstColumn, 0);
            var rows = new List<SourceRow>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var values = new object?[reader.FieldCount];
                for (var i = 0; i < values.Length; i++) values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
                rows.Add(new SourceRow(columns, values));
            }

            return new SourceTable(columns, rows);
        }
    }
}
