using ClusterManagement.Engine.Edge.Publishing;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Edge;

/// <summary>Paths without their links.</summary>
public sealed class FolderLinksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_path_leads_where_the_kernel_says()
    {
        Directory.CreateDirectory(At("data/edges/dc1"));
        Directory.CreateDirectory(At("data/vol"));
        Link("disk/m", "../data/vol");
        Link("data/vol/elink", "../edges/dc1");
        Link("links/edge", At("disk/m/elink"));

        Assert.Equal(At("data/edges/dc1"), FolderLinks.Resolve(At("links/edge")));
        Assert.Equal(At("data/edges/dc1/new/one"), FolderLinks.Resolve(At("links/./edge/new/one/")));
        Assert.Equal(At("data/edges"), FolderLinks.Resolve(At("links/edge/..")));
        Assert.Equal("/", FolderLinks.Resolve("/"));
    }

    [Fact]
    public void Links_that_lead_to_each_other_are_an_error()
    {
        Link("loop/a", "b/x");
        Link("loop/b", "a/y");
        Link("self", "self");

        Assert.Throws<IOException>(() => FolderLinks.Resolve(At("loop/a")));
        Assert.Throws<IOException>(() => FolderLinks.Resolve(At("self")));
    }

    private string At(string path) => _folder.File(path);

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        Directory.CreateSymbolicLink(At(path), target);
    }
}
