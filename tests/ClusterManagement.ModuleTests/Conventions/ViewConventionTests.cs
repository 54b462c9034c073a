using System.Xml.Linq;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Conventions;

/// <summary>The definitions of the views.</summary>
public sealed class ViewConventionTests
{
    private static readonly XDocument Views = XDocument.Load(Path.Combine(Repository.Root, "ClusterManagement.Format.ps1xml"));

    [Fact]
    public void A_table_has_at_most_six_columns_and_as_many_headers() => Assert.All(Views.Descendants("View"), view =>
    {
        var name = view.Element("Name")!.Value;
        var headers = view.Descendants("TableColumnHeader").Count();
        Assert.True(headers <= 6, $"View {name} has {headers} columns.");
        Assert.Equal(headers, view.Descendants("TableColumnItem").Count());
    });

    [Fact]
    public void Views_show_properties_that_exist()
    {
        using var session = new ModuleSession(isConnected: false);
        Assert.All(Views.Descendants("View"), view =>
        {

            // What follows a # sets objects of one type apart for a view of their own.
            var name = view.Descendants("TypeName").Single().Value.Split('#')[0];
            var type = session.Invoke($"[{name}]").Single.BaseObject as Type;
            Assert.NotNull(type);
            Assert.All(view.Descendants("PropertyName"), property => Assert.NotNull(type.GetProperty(property.Value)));
        });
    }

    [Fact]
    public void Everything_that_is_emitted_has_a_view()
    {
        using var session = new ModuleSession(isConnected: false);
        var shown = Views.Descendants("TypeName").Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        var emitted = session.Invoke("(Get-Command -Module ClusterManagement).OutputType").Objects
            .Select(item => ((System.Management.Automation.PSTypeName)item.BaseObject).Type)
            .Where(type => type.Namespace == "ClusterManagement").Distinct();

        Assert.All(emitted, type => Assert.True(
            shown.Contains(type.FullName!) || shown.Contains(type.BaseType!.FullName!), $"{type.FullName} has no view."));
    }

    [Fact]
    public void Containers_are_grouped_by_node()
    {
        var view = Views.Descendants("View").Single(view => view.Descendants("TypeName").Single().Value == "ClusterManagement.Container");

        Assert.Contains("$_.Node", view.Element("GroupBy")!.Value, StringComparison.Ordinal);
    }
}
