using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>Tests that need the whole machine: they run after all others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
