using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Starting and stopping containers.</summary>
internal static class PowerEndpoints
{
    private const string Status = "/nodes/{node}/lxc/{vmid}/status/";

    public static IEnumerable<Endpoint> All =>
    [
        Power("start", Start, Schema.Boolean("debug"), Schema.Boolean("skiplock")) with { Quorum = QuorumNeed.Task },
        Power("stop", Stop, Schema.Boolean("overrule-shutdown"), Schema.Boolean("skiplock")),
        Power("shutdown", Shutdown, Schema.Boolean("forceStop"), Schema.Integer("timeout", 0)),
        Power("reboot", Reboot, Schema.Integer("timeout", 0)) with { Quorum = QuorumNeed.Task },
        Power("suspend", Suspend),
        Power("resume", Resume),
        new("POST", "/nodes/{node}/startall", StartAll)
        {
            Protected = true,
            Parameters =
            [
                Schema.Boolean("force"),
                Schema.List("vms", Formats.VmId),
                Schema.Integer("max-workers", 1, 64) with { Since = Schema.Version92 },
            ],
        },
    ];

    /// <summary>Starts a container as a task does: a bridge that is missing keeps it from coming up.</summary>
    public static void Boot(ClusterState state, TaskState task, ContainerState container)
    {
        if (container.IsTemplate)
            throw ApiException.Failure("you can't start a CT if it's a template");
        ClusterState.DemandUnlocked(container);
        if (container.IsRunning)
            throw ApiException.Failure($"CT {container.VmId} already running");
        if (ConfigValues.MissingBridge(state, container.Node, container.Planned()) is { } bridge)
        {
            task.Log.Add($"bridge '{bridge}' does not exist");
            throw new TaskFailedException($"startup for container '{container.VmId}' failed");
        }
        state.SetRunning(container, true);
    }

    private static Endpoint Power(string verb, Func<ApiCall, JsonNode?> handler, params Parameter[] parameters) =>
        new("POST", Status + verb, handler) { Protected = true, Privilege = "VM.PowerMgmt", Parameters = parameters };

    private static JsonNode Task(ApiCall call, string type, Action<ContainerState> complete) => Task(call, type, (_, container) => complete(container));

    private static JsonNode Task(ApiCall call, string type, Action<TaskState, ContainerState> complete) =>
        call.State.Tasks.Start(call, call.Node, type, $"{call.VmId}", call.VmId, new TaskWork
        {
            Complete = task => complete(task, call.State.Container(call.Node, call.VmId)),
        });

    private static void CheckSkipLock(ApiCall call)
    {
        if (call.IsSet("skiplock") && !call.Identity.IsRoot)
            throw ApiException.Parameter("skiplock", "Only root may use this option.");
    }

    private static bool IsRunning(ApiCall call) =>
        call.State.Containers.TryGetValue(call.VmId, out var container) && container.Node == call.Node && container.IsRunning;

    private static void DemandRunning(ApiCall call, string kind = "CT")
    {
        if (!IsRunning(call))
            throw ApiException.Failure($"{kind} {call.VmId} not running");
    }

    private static JsonNode Start(ApiCall call)
    {
        CheckSkipLock(call);
        if (IsRunning(call))
            throw ApiException.Failure($"CT {call.VmId} already running");
        return Task(call, "vzstart", (task, container) => Boot(call.State, task, container));
    }

    private static JsonNode Stop(ApiCall call)
    {
        CheckSkipLock(call);
        DemandRunning(call);
        var skipLock = call.IsSet("skiplock");
        return Task(call, "vzstop", container =>
        {
            if (!skipLock)
                ClusterState.DemandUnlocked(container);
            call.State.SetRunning(container, false);
        });
    }

    private static JsonNode Shutdown(ApiCall call)
    {
        DemandRunning(call);
        return Task(call, "vzshutdown", container =>
        {
            ClusterState.DemandUnlocked(container);
            call.State.SetRunning(container, false);
        });
    }

    private static JsonNode Reboot(ApiCall call)
    {
        DemandRunning(call, "VM");
        return Task(call, "vzreboot", (task, container) =>
        {
            ClusterState.DemandUnlocked(container);
            call.State.SetRunning(container, false);
            Boot(call.State, task, container);
        });
    }

    /// <summary>A frozen container still counts as running.</summary>
    private static JsonNode Suspend(ApiCall call)
    {
        DemandRunning(call);
        return Task(call, "vzsuspend", ClusterState.DemandUnlocked);
    }

    private static JsonNode Resume(ApiCall call)
    {
        if (IsRunning(call))
            throw ApiException.Failure($"CT {call.VmId} already running");
        return Task(call, "vzresume", _ => throw ApiException.Failure($"CT {call.VmId} not running"));
    }

    private static JsonNode StartAll(ApiCall call)
    {
        call.Demand("VM.PowerMgmt");
        var only = call.List("vms");
        var force = call.IsSet("force");
        return call.State.Tasks.Start(call, call.Node, "startall", "", null, new TaskWork
        {
            Complete = task =>
            {
                var candidates = call.State.Containers.Values
                    .Where(c => c.Node == call.Node && !c.IsRunning && !c.IsTemplate && c.Lock is null)
                    .Where(c => force || c.Config.GetValueOrDefault("onboot") == "1")
                    .Where(c => only.Count == 0 || only.Contains($"{c.VmId}"));
                foreach (var container in candidates.OrderBy(c => c.VmId).ToList())
                {
                    task.Log.Add($"Starting CT {container.VmId}");
                    call.State.SetRunning(container, true);
                }
            },
        });
    }
}
