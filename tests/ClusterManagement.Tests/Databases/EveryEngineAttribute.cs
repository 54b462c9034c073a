using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace ClusterManagement.Tests.Databases;

/// <summary>Runs a theory on every engine; the engine is the first argument, the given values follow.</summary>
/// <param name="values">The values.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class EveryEngineAttribute(params object?[] values) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. TestDatabase.Engines.Select(row => new TheoryDataRow([row.Data, .. values]))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
