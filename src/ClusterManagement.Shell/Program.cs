using ClusterManagement.Shell;
using ClusterManagement.Shell.Host;

var options = ShellOptions.Parse(args);
var console = new ShellConsole();
if (options.ShowHelp)
{
    console.WriteLine(ShellOptions.Usage);
    return ExitCodes.Success;
}

if (options.Mistake is { } mistake)
{
    console.WriteErrorLine(mistake);
    console.WriteErrorLine(ShellOptions.Usage);
    return ExitCodes.WrongCommandLine;
}

var editor = new LineEditor();
using var session = new ShellSession(console, editor);
using var interruption = new Interruption(session);
return new Runner(session, console, editor).Run(options);
