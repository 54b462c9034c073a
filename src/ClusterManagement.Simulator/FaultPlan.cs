namespace ClusterManagement.Simulator;

/// <summary>The faults waiting for requests. A request is struck by the first fault that matches it. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    /// <summary>Adds a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The same fault, whose <see cref="Fault.Hits"/> can be read later.</returns>
    public Fault Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
            _faults.Add(fault);
        return fault;
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    internal Fault? Take(string method, string path)
    {
        lock (_gate)
        {
            Fault? taken = null;
            foreach (var fault in _faults)
            {
                if (fault.Strikes(method, path, taken is not null))
                    taken = fault;
            }
            return taken;
        }
    }
}
