namespace ClusterManagement.Shell;

/// <summary>Turns Ctrl+C into a stop of the running pipeline, for as long as it lives.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly ShellSession _session;

    public Interruption(ShellSession session)
    {
        _session = session;
        Console.CancelKeyPress += OnCancel;
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancel;

    // With nothing to stop, the process ends as any program does; Ctrl+Break always ends it.
    private void OnCancel(object? sender, ConsoleCancelEventArgs key) =>
        key.Cancel = key.SpecialKey == ConsoleSpecialKey.ControlC && _session.Stop();
}
