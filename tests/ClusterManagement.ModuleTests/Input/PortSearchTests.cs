using System.Management.Automation;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Input;

/// <summary>What a search for ports refuses.</summary>
public sealed class PortSearchTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("-MinimumPort 0", "MinimumPort", "0")]
    [InlineData("-MaximumPort 65536", "MaximumPort", "65536")]
    [InlineData("-MinimumPort 3000 -MaximumPort 2999", "MinimumPort", "3000")]
    [InlineData("-Count 0", "Count", "0")]
    [InlineData("-Count 1001", "Count", "1001")]
    public void A_bad_bound_is_refused(string arguments, string parameter, string value)
    {
        var error = _session.Invoke("Find-ClusterPort " + arguments).FailedWith("InvalidValue", ErrorCategory.InvalidArgument);

        Assert.StartsWith($"-{parameter} '{value}' is not valid. Allowed: ", error.ToString(), StringComparison.Ordinal);
    }
}
