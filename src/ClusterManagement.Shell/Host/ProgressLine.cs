using System.Management.Automation;

namespace ClusterManagement.Shell.Host;

/// <summary>Turns progress records into the one line that a terminal shows and overwrites.</summary>
internal sealed class ProgressLine(ShellConsole console)
{
    public void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
            console.HideProgress();
        else
            console.ShowProgress(Describe(record));
    }

    private static string Describe(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : string.Empty;
        var operation = string.IsNullOrEmpty(record.CurrentOperation) ? string.Empty : $", {record.CurrentOperation}";
        return $"{record.Activity}: {record.StatusDescription}{operation}{percent}".ReplaceLineEndings(" ");
    }
}
