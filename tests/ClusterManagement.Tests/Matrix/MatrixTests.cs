using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Drift;
using ClusterManagement.Tests.Provisioning;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Matrix;

/// <summary>
/// Every operation meets every fault. It may succeed or fail with an error of this module; after Repair and Sync, as an
/// administrator runs them, everything is true again. Most of it has to be true without them.
/// </summary>
public sealed class MatrixTests
{
    /// <summary>Gets the numbers of the operations.</summary>
    public static TheoryData<int, string> Operations { get; } = new(MatrixOperation.All.Index().Select(entry => (entry.Index, $"{entry.Item.Name} at {entry.Item.Method} {entry.Item.Path}")));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_fails_both_sides_tell_the_same_in_the_end(int index, string name)
    {
        var operation = MatrixOperation.All[index];
        var faults = MatrixFault.All.Where(fault => operation.Method != "GET" || !fault.IsOfTask).ToList();
        await using var lab = await StartAsync();
        var (succeeded, untended, requests) = (0, 0, 0);
        foreach (var fault in faults)
        {
            var (error, isTrueAtOnce) = await MeetAsync(lab, operation, fault);
            if (error is null) succeeded++;
            if (isTrueAtOnce) untended++;
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}, {fault}: {error?.Message ?? "done"}");
            requests += lab.Simulator.Requests.Count;
            lab.ForgetRequests();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {faults.Count} combinations, {succeeded} succeeded, {untended} true without a repair; {requests} requests keep to the schema.");
    }

    private static async Task<EngineLab> StartAsync()
    {
        var lab = await EngineLab.StartAsync(new SimulatorOptions { TaskDuration = TimeSpan.Zero });
        foreach (var node in lab.Simulator.Options.Nodes)
        {
            // Only a login with a password has a ticket that can end.
            await lab.Session.Nodes.UpdateAsync(
                new NodeIdentity(node.Name),
                new NodeChanges { ApiTokenIdOrUsername = lab.Simulator.Options.UserName, ApiTokenSecretOrPassword = new SecretText(lab.Simulator.Options.Password) },
                new RecordingContext());
        }

        return lab;
    }

    private static async Task<(Exception? Error, bool IsTrueAtOnce)> MeetAsync(EngineLab lab, MatrixOperation operation, MatrixFault fault)
    {
        await operation.Prepare(lab);
        fault.Begin(lab, operation);
        var error = await Record.ExceptionAsync(() => operation.Run(lab, new RecordingContext()));
        fault.End(lab);
        if (error is not null) Assert.True(error is ClusterException, $"{operation.Name}, {fault}: {error}");
        var leak = await Record.ExceptionAsync(() => Invariants.NothingIsNobodysAsync(lab));
        Assert.True(leak is null, $"{operation.Name}, {fault}: {error?.Message ?? "done"}, but {leak?.Message}");
        var isTrueAtOnce = await Record.ExceptionAsync(() => Invariants.EverythingIsTrueAsync(lab)) is null;

        await TendAsync(lab, operation, fault);
        await AssertTrueAsync(lab, operation, fault);
        await ClearAsync(lab);
        return (error, isTrueAtOnce);
    }

    // A worker that died leaves its lock to the node's administrator, as the error that Repair gives says.
    private static async Task TendAsync(EngineLab lab, MatrixOperation operation, MatrixFault fault)
    {
        foreach (var container in lab.Simulator.Containers.Where(container => container.Lock is not null)) lab.Simulator.SetLock(container.VmId, null);
        var error = await Record.ExceptionAsync(async () =>
        {
            await lab.RepairAsync();
            await lab.SettleAsync();
        });
        Assert.True(error is null, $"{operation.Name}, {fault}, repair: {error}");
    }

    private static async Task AssertTrueAsync(EngineLab lab, MatrixOperation operation, MatrixFault fault)
    {
        var error = await Record.ExceptionAsync(() => Invariants.EverythingIsTrueAsync(lab));
        Assert.True(error is null, $"{operation.Name}, {fault}: {error?.Message}");
        var drift = (await lab.FindDriftAsync()).Where(finding => finding.Drift.Kind != DriftKind.Unfinished).Select(finding => finding.Drift.Describe());
        Assert.True(!drift.Any(), $"{operation.Name}, {fault}: {string.Join("; ", drift)}");
    }

    // A worker that died before it wrote the description leaves a stub that carries no mark, and so is nobody's to remove.
    private static async Task ClearAsync(EngineLab lab)
    {
        foreach (var row in await lab.ContainersAsync()) await lab.RemoveAsync(row.Hostname);
        Assert.All(lab.Simulator.Containers, container => Assert.Null(OwnershipMark.Find(container.Description)));
        foreach (var stub in lab.Simulator.Containers) lab.Simulator.RemoveContainer(stub.VmId);
        await Invariants.NothingIsLeftAsync(lab);
    }
}
