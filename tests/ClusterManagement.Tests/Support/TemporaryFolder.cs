namespace ClusterManagement.Tests.Support;

/// <summary>A folder of a test's own; it goes with the test.</summary>
/// <param name="inMemory">True for one in memory where the machine has such a place: ext4 is slow at making files where many were removed.</param>
internal sealed class TemporaryFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    public string Path { get; } = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"cluster-tests-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("cluster-tests-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        // Pooled connections keep a database's files open, which matters to Windows alone; other tests are using theirs.
        if (OperatingSystem.IsWindows()) Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
