namespace ClusterManagement.Validation;

/// <summary>Bounds of a container's resources, as Proxmox VE has them (schema of <c>POST /nodes/{node}/lxc</c>).</summary>
public static class ContainerLimits
{
    /// <summary>Checks a number of cores.</summary>
    /// <param name="value">The cores.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int Cores(int value, string parameter) => InRange(value, 1, 8192, "cores", parameter);

    /// <summary>Checks an amount of memory.</summary>
    /// <param name="value">MiB.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int Memory(int value, string parameter) => InRange(value, 16, 16 * 1024 * 1024, "MiB of memory", parameter);

    /// <summary>Checks an amount of swap.</summary>
    /// <param name="value">MiB.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int Swap(int value, string parameter) => InRange(value, 0, 16 * 1024 * 1024, "MiB of swap", parameter);

    /// <summary>Checks the size of a root disk.</summary>
    /// <param name="value">GiB.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int Disk(int value, string parameter) => InRange(value, 1, 128 * 1024, "GiB of disk", parameter);

    /// <summary>Checks a CTID (format <c>pve-vmid</c>).</summary>
    /// <param name="value">The id.</param>
    /// <param name="parameter">The parameter it came in by.</param>
    public static int ContainerId(int value, string parameter) => InRange(value, 100, 999_999_999, "as a container id", parameter);

    private static int InRange(int value, int low, int high, string unit, string parameter) =>
        value >= low && value <= high ? value : throw new InvalidValueException(parameter, value, $"{low} to {high} {unit}");
}
