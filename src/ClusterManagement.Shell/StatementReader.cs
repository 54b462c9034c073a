using System.Management.Automation.Language;
using System.Text;

namespace ClusterManagement.Shell;

/// <summary>Collects lines until they are a whole statement.</summary>
internal sealed class StatementReader
{
    private readonly StringBuilder _lines = new();

    public bool IsEmpty => _lines.Length == 0;

    /// <summary>Takes a line; returns the statement it completes, or null when more lines belong to it.</summary>
    public string? Add(string line)
    {
        _lines.AppendLine(line);
        var text = _lines.ToString();
        Parser.ParseInput(text, out _, out var errors);
        return Array.Exists(errors, error => error.IncompleteInput) ? null : TakeAll();
    }

    /// <summary>Returns whatever was collected, complete or not.</summary>
    public string TakeAll()
    {
        var text = _lines.ToString();
        _lines.Clear();
        return text;
    }
}
