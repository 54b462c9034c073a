using System.Runtime.InteropServices;

namespace ClusterManagement.TestServers;

/// <summary>What .NET has no call for.</summary>
internal static partial class NativeMethods
{
    /// <summary>Sends a signal; see kill(2).</summary>
    /// <param name="process">The process id.</param>
    /// <param name="signal">The signal.</param>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int SendSignal(int process, Signal signal);

    /// <summary>Gives a file or folder to a user; see chown(2).</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="user">The user's number.</param>
    /// <param name="group">The group's number.</param>
    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);
}
