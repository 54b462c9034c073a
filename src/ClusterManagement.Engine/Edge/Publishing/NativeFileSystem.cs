using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>What the class library does not do with files.</summary>
internal static class NativeFileSystem
{
    /// <summary>Moves a link onto another in one step, as rename(2) does. Windows knows no such step: there the other is removed first.</summary>
    /// <param name="from">The link.</param>
    /// <param name="to">Where it is to be.</param>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            if (Directory.Exists(to)) Directory.Delete(to);
            Directory.Move(from, to);
        }
        else if (RenameFile(from, to) != 0)
        {
            throw new IOException($"'{from}' cannot be renamed to '{to}': {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>
    /// Waits until all that was written to a file system is on the disk, as syncfs(2) does: one wait for a thousand files. Linux alone can.
    /// </summary>
    /// <param name="file">A file there.</param>
    public static void Flush(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux() && FlushFileSystem(file) != 0)
        {
            throw new IOException($"What was written cannot be brought to the disk: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int RenameFile([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int FlushFileSystem(SafeFileHandle file);
}
