using ClusterManagement.TestServers;
using Xunit;

namespace ClusterManagement.Tests.Servers;

/// <summary>What is not installed is named, with the way to get it.</summary>
public sealed class ProgramsTests
{
    [Fact]
    public void A_missing_program_is_named_with_its_package()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Servers are started on Linux only.");

        Assert.Equal(
            "The program 'no-such-server' is not installed: run 'apt-get install its-package'.",
            Programs.Missing("its-package", ["sh", "no-such-server"]));
        Assert.Null(Programs.Missing("its-package", ["sh"]));
    }
}
