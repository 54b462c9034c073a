using System.Text;

namespace ClusterManagement.Shell.Host;

/// <summary>A small line editor for the terminal: cursor keys, history, and Tab completion where someone offers it.</summary>
internal sealed class LineEditor
{
    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private int _cursor;
    private int _historyIndex;
    private int _left;
    private int _top;

    /// <summary>Reads a line; null when the person pressed Ctrl+C or, on an empty line, Ctrl+D.</summary>
    /// <param name="completer">Offers completions for Tab.</param>
    /// <param name="endOfInput">Whether the person asked to leave with Ctrl+D.</param>
    public string? ReadLine(ICompleter? completer, out bool endOfInput)
    {
        endOfInput = false;
        Clear();
        (_left, _top) = Console.GetCursorPosition();
        _historyIndex = _history.Count;
        var treatControlC = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                    return _text.ToString();
                if (IsControl(key, ConsoleKey.C))
                    return null;
                if (IsControl(key, ConsoleKey.D) && _text.Length == 0)
                {
                    endOfInput = true;
                    return null;
                }

                var before = _text.Length;
                if (key.Key == ConsoleKey.Tab)
                    Complete(completer, backwards: key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                else
                    Apply(key, completer);
                Draw(before);
            }
        }
        finally
        {
            _cursor = _text.Length;
            Draw(_text.Length);
            Console.TreatControlCAsInput = treatControlC;
            Console.WriteLine();
        }
    }

    public string? ReadLine() => ReadLine(completer: null, out _);

    public void Remember(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (_history.Count == 0 || _history[^1] != line))
            _history.Add(line);
    }

    private static bool IsControl(ConsoleKeyInfo key, ConsoleKey wanted) =>
        key.Key == wanted && key.Modifiers.HasFlag(ConsoleModifiers.Control);

    private void Apply(ConsoleKeyInfo key, ICompleter? completer)
    {
        completer?.Forget();
        switch (key.Key)
        {
            case ConsoleKey.Backspace when _cursor > 0:
                _text.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _text.Length:
                _text.Remove(_cursor, 1);
                break;
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(0, _cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_text.Length, _cursor + 1);
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_historyIndex - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_historyIndex + 1);
                break;
            case ConsoleKey.Escape:
                Clear();
                break;
            default:
                Insert(key.KeyChar);
                break;
        }
    }

    private void Insert(char character)
    {
        if (!char.IsControl(character))
            _text.Insert(_cursor++, character);
    }

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count)
            return;
        _historyIndex = index;
        Clear();
        if (index < _history.Count)
            _text.Append(_history[index]);
        _cursor = _text.Length;
    }

    private void Complete(ICompleter? completer, bool backwards)
    {
        if (completer?.Next(_text.ToString(), _cursor, backwards) is not { } completion)
            return;
        _text.Remove(completion.Start, completion.Length).Insert(completion.Start, completion.Text);
        _cursor = completion.Start + completion.Text.Length;
    }

    private void Clear()
    {
        _text.Clear();
        _cursor = 0;
    }

    // One cell more than the text is always written, so that a text which ends at the right edge wraps at once.
    private void Draw(int lengthBefore)
    {
        var padding = Math.Max(0, lengthBefore - _text.Length) + 1;
        Console.SetCursorPosition(_left, _top);
        Console.Write(_text.ToString() + new string(' ', padding));
        var lastRow = _top + ((_left + _text.Length + padding) / Console.BufferWidth);
        _top -= Math.Max(0, lastRow - (Console.BufferHeight - 1));
        var offset = _left + _cursor;
        Console.SetCursorPosition(offset % Console.BufferWidth, _top + (offset / Console.BufferWidth));
    }
}
