using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Import;

/// <summary>An opensource-server database and an empty one of ours, each on an engine.</summary>
internal sealed class ImportLab : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ImportLab(TestDatabase source, TestDatabase target)
    {
        (Source, Target) = (source, target);
        Engine = new ClusterEngine(KeyRing);
    }

    public TestDatabase Source { get; }

    public TestDatabase Target { get; }

    public ClusterEngine Engine { get; }

    public string KeyRing => _folder.File("keys");

    public IClusterSession Session { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes both.</summary>
    /// <param name="era">The other one's era, seed or head.</param>
    /// <param name="from">The other one's engine.</param>
    /// <param name="to">Our engine.</param>
    /// <param name="withRows">False to leave the other one empty.</param>
    public static async Task<ImportLab> StartAsync(
        string era = "seed", DatabaseEngine from = DatabaseEngine.SQLite, DatabaseEngine to = DatabaseEngine.SQLite, bool withRows = true)
    {
        var lab = new ImportLab(await TestDatabase.CreateAsync(from), await TestDatabase.CreateMigratedAsync(to));
        var dialect = from.ToString().ToLowerInvariant();
        await lab.Source.ExecuteAsync(SourceScript.Schema(era, dialect));
        if (withRows) await lab.Source.ExecuteAsync(SourceScript.Rows(era, dialect));
        lab.Session = await lab.Engine.OpenAsync(lab.Target.Database, new RecordingContext());
        return lab;
    }

    public async Task<List<ImportResult>> ImportAsync(RecordingContext? context = null, bool skipJobs = false) =>
        await Session.Imports.ImportAsync(Source.Database, skipJobs, context ?? new RecordingContext()).ToListAsync(Token);

    /// <summary>Imports, and writes each result on a line.</summary>
    public async Task<string[]> ReportAsync(RecordingContext? context = null) => [.. (await ImportAsync(context)).Select(Line)];

    public static string Line(ImportResult result) =>
        $"{result.Outcome} {result.Kind} {result.Name}{(result.Reason is null ? string.Empty : $": {result.Reason}")}";

    /// <summary>All rows of a table of ours, without what is new with every import.</summary>
    public async Task<string[]> RowsAsync(string sql) =>
        [.. (await Target.RowsAsync(sql)).Select(row => string.Join(" | ", row.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))))];

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Target.DisposeAsync();
        _folder.Dispose();
    }
}
