using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Engine.Edge.Rendering;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>A folder gets the files it is to have; what is not this module's stays as it is.</summary>
public sealed class FolderWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_what_differs_is_written_and_only_what_was_written_is_removed()
    {
        Assert.Equal(["Added a/one", "Added a/two", "Added key"], Write(("a/one", "1"), ("a/two", "2"), ("key", "k")));
        File.WriteAllText(_folder.File("foreign"), "mine");
        var time = File.GetLastWriteTimeUtc(_folder.File("a/one"));

        Assert.Empty(Write(("a/one", "1"), ("a/two", "2"), ("key", "k")));
        Assert.Equal(["Changed a/two", "Removed key"], Write(("a/one", "1"), ("a/two", "3")));
        Assert.Equal(time, File.GetLastWriteTimeUtc(_folder.File("a/one")));
        Assert.Equal(["Removed a/one", "Removed a/two"], Write());
        Assert.Equal([".cluster-configuration.json", "foreign"], Names());
    }

    [Fact]
    public void A_file_that_somebody_changed_is_overwritten_but_not_removed()
    {
        Write(("one", "1"), ("two", "2"));
        File.WriteAllText(_folder.File("one"), "mine");
        File.WriteAllText(_folder.File("two"), "mine");

        Assert.Equal(["Changed one"], Write(("one", "1")));
        Assert.Equal("mine", File.ReadAllText(_folder.File("two")));
        Assert.Contains("somebody else changed it", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_refused_before_anything_is_written()
    {
        File.WriteAllText(_folder.File("two"), "mine");

        var error = Assert.Throws<ClusterException>(() => Write(("one", "1"), ("two", "2")));

        Assert.Equal("ForeignFile", error.ErrorId);
        Assert.Equal(["two"], Names());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_in_the_way_is_refused_and_never_followed(bool isDangling)
    {
        var outside = _folder.File("outside");
        if (!isDangling) File.WriteAllText(outside, "mine");
        var place = Directory.CreateDirectory(_folder.File("edge")).FullName;
        File.CreateSymbolicLink(Path.Combine(place, "one"), outside);
        var (files, writer) = (Files(("one", "1")), new FolderWriter(place));

        Assert.Equal("ForeignFile", Assert.Throws<ClusterException>(() => writer.Plan(files, force: false)).ErrorId);
        writer.Apply("dc1", files, writer.Plan(files, force: true), _warnings.Add, CancellationToken.None);

        Assert.Null(new FileInfo(Path.Combine(place, "one")).LinkTarget);
        Assert.Equal("1", File.ReadAllText(Path.Combine(place, "one")));
        Assert.Equal(isDangling ? null : "mine", File.Exists(outside) ? File.ReadAllText(outside) : null);
    }

    [Fact]
    public void Secrets_are_for_their_owner_alone_and_stay_so()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        Write(("key", "k"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("key")));
        File.SetUnixFileMode(_folder.File("key"), (UnixFileMode)0b110_100_100);

        Assert.Equal(["Changed key"], Write(("key", "k")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("key")));
    }

    [Fact]
    public void What_an_interrupted_run_wrote_is_known_to_the_next()
    {
        using var stop = new CancellationTokenSource();
        var files = Files(("one", "1"), ("two", "2"));
        var writer = new FolderWriter(_folder.Path);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => writer.Apply("dc1", files, writer.Plan(files, force: false), _warnings.Add, stop.Token));
        File.WriteAllText(_folder.File("one"), "1");

        Assert.Equal(["Removed one", "Added three"], Write(("three", "3")).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([".cluster-configuration.json", "three"], Names());
    }

    [Fact]
    public void What_an_interrupted_run_wrote_in_part_goes_and_somebody_elses_files_beside_it_stay()
    {
        Write(("one", "1"), ("two", "2"));
        using var stop = new CancellationTokenSource();
        var files = Files(("one", "changed"), ("two", "2"), ("key", "secret"));
        var writer = new FolderWriter(_folder.Path);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => writer.Apply("dc1", files, writer.Plan(files, force: false), _warnings.Add, stop.Token));
        File.WriteAllText(_folder.File("key"), "sec");
        File.WriteAllText(_folder.File("one" + WholeFile.Ending), "chan");
        File.WriteAllText(_folder.File("one.new"), "mine");

        // Nor does another interruption make it forget.
        var wanted = Files(("one", "1"), ("two", "3"));
        Assert.Throws<OperationCanceledException>(() => writer.Apply("dc1", wanted, writer.Plan(wanted, force: false), _warnings.Add, stop.Token));
        Write(("one", "1"), ("two", "2"));

        Assert.Equal([".cluster-configuration.json", "one", "one.new", "two"], Names());
        Assert.Empty(_warnings);
        Assert.Empty(Write(("one", "1"), ("two", "2")));
    }

    [Fact]
    public void A_link_to_another_folder_is_refused_whatever_is_forced()
    {
        var outside = Directory.CreateDirectory(_folder.File("outside")).FullName;
        var place = Directory.CreateDirectory(_folder.File("edge")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(place, "a"), outside);
        var writer = new FolderWriter(place);

        Assert.Equal("ForeignFile", Assert.Throws<ClusterException>(() => writer.Plan(Files(("a/b/key", "k")), force: true)).ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public void A_manifest_that_cannot_be_read_is_an_error_until_force_is_given()
    {
        Write(("one", "1"));
        File.WriteAllText(_folder.File(EdgeManifest.FileName), "{ }");

        Assert.Contains("-Force", Assert.Throws<ClusterException>(() => Write(("one", "2"))).RecommendedAction, StringComparison.Ordinal);
        var (files, writer) = (Files(("one", "2")), new FolderWriter(_folder.Path));
        writer.Apply("dc1", files, writer.Plan(files, force: true), _warnings.Add, CancellationToken.None);
        Assert.Equal(["Changed one"], Write(("one", "3")));
    }

    [Fact]
    public void A_manifest_somebody_edited_removes_nothing_outside()
    {
        var place = Directory.CreateDirectory(_folder.File("edge")).FullName;
        File.WriteAllText(_folder.File("outside"), "x");
        File.WriteAllText(
            Path.Combine(place, EdgeManifest.FileName),
            "{ \"site\": \"dc1\", \"files\": { \"../outside\": \"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\" }, \"marks\": { } }");
        var files = Files(("one", "1"));
        var writer = new FolderWriter(place);

        writer.Apply("dc1", files, writer.Plan(files, force: false), _warnings.Add, CancellationToken.None);

        Assert.True(File.Exists(_folder.File("outside")));
    }

    private static EdgeFiles Files(params (string Name, string Text)[] contents)
    {
        var files = new EdgeFiles();
        foreach (var (name, text) in contents) files.Add(name, text, isSecret: name == "key");
        return files;
    }

    private IEnumerable<string> Write(params (string Name, string Text)[] contents)
    {
        var (files, writer) = (Files(contents), new FolderWriter(_folder.Path));
        return [.. writer.Apply("dc1", files, writer.Plan(files, force: false), _warnings.Add, CancellationToken.None).Select(file => file.ToString())];
    }

    private IEnumerable<string> Names() =>
        Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.Path, file)).Order(StringComparer.Ordinal);
}
