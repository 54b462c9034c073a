using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;

namespace ClusterManagement.Tests.Matrix;

/// <summary>Something that goes wrong while an operation runs.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Begin">Makes it go wrong.</param>
/// <param name="End">Puts it right again.</param>
/// <param name="IsOfTask">True for what happens to a task, so that reading operations never meet it.</param>
internal sealed record MatrixFault(string Name, Action<EngineLab, MatrixOperation> Begin, Action<EngineLab> End, bool IsOfTask = false)
{
    private const int ForEver = 1_000_000;

    /// <summary>Every fault.</summary>
    public static IReadOnlyList<MatrixFault> All { get; } =
    [
        Request(SimulatorFault.Locked), Request(SimulatorFault.LockTimeout), Request(SimulatorFault.NoWorker),
        Request(SimulatorFault.NodeUnreachable), Request(SimulatorFault.ProxyTimeout), Request(SimulatorFault.ProxyTimeoutAfterwards),
        Request(SimulatorFault.ProxyFailure), Request(SimulatorFault.NoQuorum), Request(SimulatorFault.InternalError),
        Request(SimulatorFault.Unauthorized), Request(SimulatorFault.Forbidden), Request(SimulatorFault.TooManyRequests),
        Request(SimulatorFault.Unavailable), Request(SimulatorFault.Dropped), Request(SimulatorFault.AnswerLost),
        Request(SimulatorFault.Slow), Request(SimulatorFault.SlowAnswer),
        Request(SimulatorFault.TaskWarnings), Request(SimulatorFault.TaskFails), Request(SimulatorFault.TaskLockTimeout),
        Request(SimulatorFault.TaskDisappears), Request(SimulatorFault.TaskDies),
        Lasting(SimulatorFault.NodeUnreachable), Lasting(SimulatorFault.InternalError), Lasting(SimulatorFault.Dropped), Lasting(SimulatorFault.AnswerLost),
        new("expired ticket", (lab, _) => lab.Simulator.ExpireTickets(), _ => { }),
        new("no quorum", (lab, _) => lab.Simulator.SetQuorum(false), lab => lab.Simulator.SetQuorum(null)),
        new("node away and back", (lab, _) => lab.Simulator.SetNodeOnline("pve1", false), lab => lab.Simulator.SetNodeOnline("pve1", true)),
        new("tasks forgotten", (lab, _) => lab.Simulator.ForgetTasks("pve1"), _ => { }),
    ];

    public override string ToString() => Name;

    private static MatrixFault Request(SimulatorFault kind) => new(
        $"{kind}",
        (lab, operation) => lab.Simulator.Faults.Add(Fault.Of(kind, operation.Method, operation.Path)),
        lab => lab.Simulator.Faults.Clear(),
        kind.ToString().StartsWith("Task", StringComparison.Ordinal));

    private static MatrixFault Lasting(SimulatorFault kind) => new(
        $"{kind}, lasting",
        (lab, operation) => lab.Simulator.Faults.Add(Fault.Of(kind, operation.Method, operation.Path, ForEver)),
        lab => lab.Simulator.Faults.Clear());
}
