using System.Globalization;
using System.Text.Json.Nodes;
using ClusterManagement.Data;
using ClusterManagement.Data.Audit;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Sqlite;
using ClusterManagement.Data.Transfer;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine.Transfers;

/// <summary>The database that a copy or a restore fills. It is there already, or made for it.</summary>
internal sealed class CopyDestination : IAsyncDisposable
{
    private readonly ClusterDatabase _database;
    private readonly DatabaseProvider _provider;
    private readonly IOperationContext _context;
    private SqliteDraft? _draft;
    private TransferSide? _side;

    private CopyDestination(ClusterDatabase database, IOperationContext context) =>
        (_database, _provider, _context) = (database, DatabaseProvider.For(database.Engine), context);

    /// <summary>True when there is no such database.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>How many rows it holds that a new database does not, by table; tables without any are left out.</summary>
    public IReadOnlyList<(string Table, long Rows)> Content { get; private set; } = [];

    private bool HasSchema { get; init; }

    private TransferPlan Plan => TransferPlan.For(_provider, _provider.KnownMigrations[^1]);

    /// <summary>Looks at a database. Nothing is made or changed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="context">The operation's context.</param>
    /// <exception cref="ClusterException">Its schema is older or newer than this module's, or it is something else.</exception>
    public static async Task<CopyDestination> InspectAsync(ClusterDatabase database, IOperationContext context)
    {
        var schema = await DatabaseSchema.ReadAsync(DatabaseProvider.For(database.Engine), database, context.CancellationToken);
        schema?.RefuseUnknown(database);
        if (schema is { Version: not null }) schema.RefuseOutdated(database);
        var destination = new CopyDestination(database, context) { IsMissing = schema is null, HasSchema = schema is { Version: not null } };
        if (!destination.HasSchema) return destination;
        await using var side = await TransferSide.OpenSnapshotAsync(database, context.CancellationToken);
        await destination.CountAsync(side);
        return destination;
    }

    /// <summary>Refuses a database with rows in it.</summary>
    public void RefuseContent()
    {
        if (Content.Count == 0) return;
        throw new ClusterException(
            ErrorIds.DatabaseNotEmpty, ClusterErrorKind.InUse,
            $"The database '{_database}' holds rows already ({string.Join(", ", Content.Take(5).Select(table => $"{table.Table}: {table.Rows}"))}{(Content.Count > 5 ? ", ..." : string.Empty)}); nothing was copied.",
            "Choose an empty or a new database, or replace all that this one holds with -Force.", _database);
    }

    /// <summary>Makes what is missing and begins the transaction.</summary>
    /// <param name="replace">False to refuse rows that came in the meantime.</param>
    public async Task<TransferSide> OpenAsync(bool replace)
    {
        if (IsMissing && _database.Path is { } path)
        {
            _draft = await TransferFile.DraftAsync(path, schemaVersion: null, isForWork: true, _context.CancellationToken);
            _side = await TransferSide.OpenForWritingAsync(_database, _context.CancellationToken, _draft.Open());
        }
        else
        {
            if (!HasSchema) await DatabaseService.MigrateAsync(_provider, _database, _context);
            _side = await TransferSide.OpenForWritingAsync(_database, _context.CancellationToken);
            await CountAsync(_side);
            if (!replace) RefuseContent();
        }

        return _side;
    }

    /// <summary>Tells of the copy in AuditEvents and makes everything permanent.</summary>
    /// <param name="source">Where the rows came from.</param>
    /// <param name="tables">The tables.</param>
    public async Task CommitAsync(string source, IReadOnlyList<CopiedTable> tables)
    {
        await _side!.RunAsync(db =>
        {
            db.AuditEvents.Add(Event(source, tables));
            return db.SaveChangesAsync(_context.CancellationToken);
        });
        await _side.CommitAsync();
        if (_draft is null) return;
        await _side.DisposeAsync();
        await TransferFile.PlaceAsync(_draft, _database.Path!, overwrite: false);
        _provider.Release(_database);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_side is not null) await _side.DisposeAsync();
        _draft?.Dispose();
    }

    private async Task CountAsync(TransferSide side)
    {
        var content = new List<(string Table, long Rows)>();
        foreach (var table in Plan.Tables)
        {
            var rows = await side.RunAsync(db => db.ReadNumberAsync(table.CountBeyondSeedSql, _context.CancellationToken));
            if (rows > 0) content.Add((table.Name, rows));
        }

        Content = content;
    }

    private AuditEventEntity Event(string source, IReadOnlyList<CopiedTable> tables)
    {
        var name = _database.Name ?? Path.GetFileName(_database.Path!);
        return new AuditEventEntity
        {
            OccurredAt = ClusterContext.Now,
            UserName = AuditOrigin.UserName,
            Host = AuditOrigin.Host,
            ProcessId = Environment.ProcessId,
            Command = _context.Command,
            Action = AuditAction.Change,
            Resource = Nouns.Database,
            ResourceId = Short(name, 64),
            Name = Short(_database.Location, 512),
            Before = new JsonObject { ["rows"] = Text(Content.Sum(table => table.Rows)) }.ToJsonString(),
            After = new JsonObject { ["rows"] = Text(tables.Sum(table => table.Rows)), ["source"] = source }.ToJsonString(),
        };
    }

    private static string Short(string text, int length) => text.Length <= length ? text : text[^length..];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
