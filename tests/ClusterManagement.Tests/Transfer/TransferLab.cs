using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Transfer;

/// <summary>An engine with a folder for backups.</summary>
internal sealed class TransferLab : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TransferLab() => Engine = new ClusterEngine(_folder.File("keys"));

    public ClusterEngine Engine { get; }

    public IDatabaseTransfer Transfers => Engine.Transfers;

    public string Folder => _folder.Path;

    public string KeyRing => _folder.File("keys");

    public string File(string name) => _folder.File(name);

    /// <summary>Copies, which has to succeed.</summary>
    public async Task<IReadOnlyList<CopiedTable>> CopyAsync(TestDatabase source, TestDatabase destination, bool replace = false) =>
        (await Transfers.CopyAsync(source.Database, destination.Database, replace, new RecordingContext()))!;

    /// <summary>Backs up to a file of the folder, which has to succeed.</summary>
    public async Task<DatabaseBackup> BackupAsync(TestDatabase database, string name = "backup.db") =>
        (await Transfers.BackupAsync(database.Database, File(name), overwrite: false, new RecordingContext()))!;

    /// <summary>Restores a backup, which has to succeed.</summary>
    public async Task<IReadOnlyList<CopiedTable>> RestoreAsync(DatabaseBackup backup, TestDatabase database) =>
        (await Transfers.RestoreAsync(backup.Path, database.Database, new RecordingContext()))!;

    /// <summary>The refusal of a transfer, which changes nothing in a database.</summary>
    public static async Task<ClusterException> RefusalAsync(TestDatabase database, Func<Task> transfer)
    {
        var before = await PortableDump.ReadAsync(database);
        var error = await Assert.ThrowsAnyAsync<ClusterException>(transfer);
        Assert.Equal(before, await PortableDump.ReadAsync(database));
        Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
        return error;
    }

    public void Dispose() => _folder.Dispose();
}
