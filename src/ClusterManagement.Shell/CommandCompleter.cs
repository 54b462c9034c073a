using System.Management.Automation;
using ClusterManagement.Shell.Host;

namespace ClusterManagement.Shell;

/// <summary>PowerShell's own completion, cycled through with Tab.</summary>
internal sealed class CommandCompleter(ShellSession session) : ICompleter
{
    private CommandCompletion? _round;
    private int _length;

    public Completion? Next(string text, int cursor, bool backwards)
    {
        if (_round is null)
        {
            using var shell = PowerShell.Create(session.Runspace);
            _round = CommandCompletion.CompleteInput(text, cursor, options: null, shell);
            _length = _round.ReplacementLength;
        }

        if (_round.GetNextResult(!backwards) is not { } result)
            return null;
        var completion = new Completion(_round.ReplacementIndex, _length, result.CompletionText);
        _length = result.CompletionText.Length;
        return completion;
    }

    public void Forget() => _round = null;
}
