using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ClusterManagement.TestServers;

/// <summary>The user a server runs as: another one when this process is root's, since a server refuses or should refuse to be.</summary>
/// <param name="User">The user's number; null when the server runs as the user of this process.</param>
/// <param name="Group">The number of the user's group.</param>
internal sealed record ServerAccount(uint? User, uint Group)
{
    private const string Nobody = "nobody";
    private const string UserFile = "/etc/passwd";

    /// <summary>The account for a server.</summary>
    /// <param name="name">The user that the server's package makes; without it, it is nobody.</param>
    public static ServerAccount For(string name) =>
        Environment.IsPrivilegedProcess
            ? Find(name) ?? Find(Nobody) ?? throw new DatabaseServerException($"{UserFile} has neither the user {name} nor {Nobody}.")
            : new ServerAccount(null, 0);

    /// <summary>A program run as this user, killed when this process ends, however it ends.</summary>
    /// <param name="home">Its home and working folder.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProcessStartInfo Command(string home, string program, params IEnumerable<string> arguments) =>
        Describe(home, Programs.Get("setpriv"), [.. Privileges(Signal.Kill), program, .. arguments]);

    /// <summary>A server run as this user, with its output appended to a file.</summary>
    /// <param name="home">Its home and working folder.</param>
    /// <param name="log">The file.</param>
    /// <param name="endSignal">The signal it gets when this process ends, however it ends.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">The program's arguments.</param>
    public ProcessStartInfo ServerCommand(string home, string log, Signal endSignal, string program, params IEnumerable<string> arguments) =>
        Describe(
            home,
            Programs.Get("sh"),
            ["-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", log, Programs.Get("setpriv"), .. Privileges(endSignal), program, .. arguments]);

    /// <summary>Gives a file or folder to this user.</summary>
    /// <param name="path">The file or folder.</param>
    public void Own(string path)
    {
        if (User is { } user && NativeMethods.ChangeOwner(path, user, Group) != 0)
            throw new DatabaseServerException($"'{path}' could not be given to user {user}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static ProcessStartInfo Describe(string home, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = home };

        // Neither the settings of the caller's own servers and clients nor its secrets.
        start.Environment.Clear();
        start.Environment["PATH"] = Programs.SearchPath;
        start.Environment["HOME"] = home;

        // MariaDB servers that start remove each other's temporary tables from a folder that they share.
        start.Environment["TMPDIR"] = home;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static ServerAccount? Find(string name) =>
        File.ReadLines(UserFile)
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3 && fields[0] == name)
            .Select(fields => new ServerAccount(
                uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture)))
            .FirstOrDefault();

    private IEnumerable<string> Privileges(Signal deathSignal) =>
    [
        $"--pdeathsig={deathSignal.ToString().ToUpperInvariant()}",
        .. User is { } user ? [$"--reuid={user}", $"--regid={Group}", "--clear-groups"] : Array.Empty<string>(),
    ];
}
