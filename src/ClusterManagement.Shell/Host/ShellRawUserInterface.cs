using System.Management.Automation.Host;

namespace ClusterManagement.Shell.Host;

/// <summary>The screen as far as this shell offers one: its size and its keys, no cell-wise access.</summary>
internal sealed class ShellRawUserInterface(ShellConsole console) : PSHostRawUserInterface
{
    private Size? _bufferSize;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <summary>Gets or sets the size that formatting fits tables into; a script may widen it for a redirected run.</summary>
    public override Size BufferSize
    {
        get => _bufferSize ?? new Size(ShellConsole.Width, ShellConsole.Height);
        set => _bufferSize = value;
    }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? default : new Coordinates(Console.CursorLeft, Console.CursorTop);
        set
        {
            if (!Console.IsOutputRedirected)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => console.IsInteractive && Console.KeyAvailable;

    public override Size MaxPhysicalWindowSize => MaxWindowSize;

    public override Size MaxWindowSize => new(ShellConsole.Width, ShellConsole.Height);

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize
    {
        get => MaxWindowSize;
        set => throw NotOffered("resizing the window");
    }

    public override string WindowTitle { get; set; } = "ClusterManagement";

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!console.IsInteractive)
            throw NotOffered("reading a key while the input is redirected");
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered("reading the screen");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NotOffered("scrolling the screen");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotOffered("filling the screen");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOffered("drawing on the screen");

    private static HostException NotOffered(string what) => new($"This shell does not offer {what}.");
}
