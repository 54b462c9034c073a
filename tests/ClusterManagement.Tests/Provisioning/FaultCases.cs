using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>Every way to fail, with every way to deal with the row.</summary>
public static class FaultCases
{
    public static TheoryData<FaultKind, FailureAction> All { get; } = new(
        Enum.GetValues<FaultKind>().SelectMany(kind => Enum.GetValues<FailureAction>().Select(action => (kind, action))));
}
