using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Xunit;

namespace ClusterManagement.Tests.Secrets;

/// <summary>What a key ring's files and folder let others do: nothing.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KeyRingModeTests : IDisposable
{
    private const string NoModes = "Files have no modes on Windows.";

    private readonly KeyRingLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Files_are_their_owners_alone_whatever_the_umask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoModes);
        var former = Umask(0);
        try
        {
            _lab.Open().Protect(KeyRingLab.Text);
        }
        finally
        {
            Umask(former);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_lab.Ring));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(_lab.Files)));
    }

    [Theory]
    [InlineData(UnixFileMode.SetGroup | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute, UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute, UnixFileMode.None)]
    public void A_group_reads_keys_only_in_a_folder_that_was_given_to_it(UnixFileMode folder, UnixFileMode file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoModes);
        Directory.CreateDirectory(_lab.Ring);
        File.SetUnixFileMode(_lab.Ring, folder | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        _lab.Open().Protect(KeyRingLab.Text);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | file, File.GetUnixFileMode(Assert.Single(_lab.Files)));
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
