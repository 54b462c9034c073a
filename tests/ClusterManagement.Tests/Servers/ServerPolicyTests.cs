using ClusterManagement.TestServers;
using Xunit;
using Xunit.Sdk;

namespace ClusterManagement.Tests.Servers;

/// <summary>A server that is not installed is no reason to pass.</summary>
public sealed class ServerPolicyTests
{
    private const string Reason = "It is not installed.";

    [Fact]
    public void A_missing_server_fails_the_test_in_CI() =>
        Assert.Equal(Reason, Assert.Throws<FailException>(() => ServerPolicy.Require(Reason, isContinuousIntegration: true)).Message);

    [Fact]
    public void A_missing_server_skips_the_test_elsewhere()
    {
        try
        {
            ServerPolicy.Require(Reason, isContinuousIntegration: false);
        }
        catch (SkipException skip)
        {
            Assert.EndsWith(Reason, skip.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Fail("The test went on.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_a_server_the_test_goes_on(bool isContinuousIntegration) =>
        Assert.Null(Record.Exception(() => ServerPolicy.Require(null, isContinuousIntegration)));
}
