using ClusterManagement.Engine.Storage;
using Xunit;

namespace ClusterManagement.Tests.Engine;

/// <summary>What a change says of itself before it is made.</summary>
public sealed class ChangeTextTests
{
    [Fact]
    public void It_has_what_was_given_and_nothing_that_may_be_secret()
    {
        Assert.Equal("Change", ChangeText.Of(new ContainerChanges()));
        Assert.Equal(
            "Change Cores to 4, Description to none, Tags to a b, Rate to 1.5, Environment, Entrypoint",
            ChangeText.Of(new ContainerChanges
            {
                Cores = 4,
                Description = (string?)null,
                Tags = new[] { "a", "b" },
                Rate = 1.5,
                Environment = new(new Dictionary<string, string> { ["TOKEN"] = "hidden" }),
                Entrypoint = "/bin/app --token hidden",
            }));
        Assert.Equal("Change CloudflareApiKey", ChangeText.Of(new DomainChanges { CloudflareApiKey = new SecretText("hidden") }));
        Assert.Equal("Change Domain to example.org", ChangeText.Of(new HttpServiceChanges { Domain = new DomainIdentity("example.org") }));
    }

    [Fact]
    public void It_is_one_short_line() =>
        Assert.Equal($"Change Description to a b{new string('x', 57)}...", ChangeText.Of(new ContainerChanges { Description = $"a\nb{new string('x', 100)}" }));
}
