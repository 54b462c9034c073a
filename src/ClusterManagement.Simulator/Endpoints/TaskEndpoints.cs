using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Tasks: lists, status, log, abort.</summary>
internal static partial class TaskEndpoints
{
    private const string One = "/nodes/{node}/tasks/{upid}";
    private const int DefaultLimit = 50;
    private const int ClusterLimit = 25;

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/cluster/tasks", ClusterList),
        new("GET", "/nodes/{node}/tasks", List)
        {
            Parameters =
            [
                Schema.Boolean("errors"),
                Schema.Integer("limit", 0),
                Schema.Integer("since"),
                Schema.OneOf("source", "archive", "active", "all"),
                Schema.Integer("start", 0),
                Schema.List("statusfilter", Formats.TaskStatus),
                Schema.Text("typefilter"),
                Schema.Integer("until"),
                Schema.Text("userfilter"),
                Schema.VmId("vmid"),
            ],
        },
        new("GET", One + "/status", Status) { Protected = true },
        new("GET", One + "/log", Log)
        {
            Protected = true,
            Parameters = [Schema.Boolean("download"), Schema.Integer("limit", 0), Schema.Integer("start", 0)],
        },
        new("DELETE", One, Abort) { Protected = true },
    ];

    private static bool IsVisible(ApiCall call, TaskState task) =>
        call.Identity.Has("Sys.Audit") || call.Identity.UserId == task.Identity.UserId;

    private static void Identify(JsonObject entry, TaskState task)
    {
        entry["upid"] = task.Upid;
        entry["node"] = task.Node;
        entry["type"] = task.Type;
        entry["id"] = task.Id;
        entry["starttime"] = task.Started.ToUnixTimeSeconds();
        entry["user"] = task.Identity.UserId;
        if (task.Identity.TokenName is { } token)
            entry["tokenid"] = token;
    }

    private static void Process(JsonObject entry, TaskState task)
    {
        entry["pid"] = task.Pid;
        entry["pstart"] = task.PStart;
    }

    private static JsonArray ClusterList(ApiCall call)
    {
        var list = new JsonArray();
        foreach (var (index, task) in call.State.Tasks.All.Where(t => IsVisible(call, t)).Take(ClusterLimit).Index())
        {
            var entry = new JsonObject();
            Identify(entry, task);
            entry["saved"] = index == 0 ? JsonValue.Create(task.IsRunning ? 0 : 1) : JsonValue.Create(task.IsRunning ? "0" : "1");
            if (task.Ended is { } ended)
            {
                entry["endtime"] = ended.ToUnixTimeSeconds();
                entry["status"] = task.ExitStatus;
            }
            list.Add((JsonNode)entry);
        }
        return list;
    }

    private static JsonArray List(ApiCall call)
    {
        var source = call.Optional("source") ?? "archive";
        var tasks = call.State.Tasks.All
            .Where(t => t.Node == call.Node && IsVisible(call, t))
            .Where(t => source == "all" || t.IsRunning == (source == "active"))
            .Where(t => Matches(call, t))
            .ToList();
        call.Total = tasks.Count;
        var page = tasks.Skip(call.Int("start") ?? 0).Take(call.Int("limit") ?? DefaultLimit);
        return new JsonArray(page.Select(t => (JsonNode?)(t.IsRunning ? Active(t) : Archived(t))).ToArray());
    }

    private static bool Matches(ApiCall call, TaskState task)
    {
        var statuses = call.List("statusfilter");
        var status = task.HasFailed ? "error" : task.HasWarnings ? "warning" : task.IsRunning ? "unknown" : "ok";
        var started = task.Started.ToUnixTimeSeconds();
        return (statuses.Count == 0 || statuses.Contains(status))
            && (!call.IsSet("errors") || task.HasFailed || task.HasWarnings)
            && (call.Int("vmid") is not { } vmId || task.Id == $"{vmId}")
            && (call.Optional("typefilter") is not { } type || task.Type == type)
            && (call.Optional("userfilter") is not { } user || task.Identity.AuthId.Contains(user, StringComparison.OrdinalIgnoreCase))
            && (call.Long("since") is not { } since || started >= since)
            && (call.Long("until") is not { } until || started <= until);
    }

    /// <summary>The list of active tasks is raw: the user still has the token, and saved is a string.</summary>
    private static JsonObject Active(TaskState task)
    {
        var entry = new JsonObject();
        Identify(entry, task);
        Process(entry, task);
        entry.Remove("tokenid");
        entry["user"] = task.Identity.AuthId;
        entry["status"] = "RUNNING";
        entry["saved"] = "0";
        return entry;
    }

    private static JsonObject Archived(TaskState task)
    {
        var entry = new JsonObject();
        Identify(entry, task);
        Process(entry, task);
        entry["endtime"] = task.Ended?.ToUnixTimeSeconds();
        entry["status"] = task.ExitStatus;
        return entry;
    }

    private static void CheckUpid(string upid)
    {
        if (!UpidText().IsMatch(upid))
            throw ApiException.Parameter("upid", "unable to parse worker upid");
    }

    private static TaskState? Find(ApiCall call)
    {
        CheckUpid(call.Text("upid"));
        return call.State.Tasks.Find(call.Text("upid")) is { } task && task.Node == call.Node ? task : null;
    }

    private static TaskState Existing(ApiCall call) => Find(call) ?? throw ApiException.Parameter("upid", "no such task");

    private static void CheckAudit(ApiCall call, TaskState task)
    {
        if (!IsVisible(call, task))
            throw ApiException.Forbidden($"/nodes/{task.Node}, Sys.Audit");
    }

    private static JsonObject Status(ApiCall call)
    {
        var task = Existing(call);
        CheckAudit(call, task);
        var entry = new JsonObject();
        Identify(entry, task);
        Process(entry, task);
        entry["status"] = task.IsRunning ? "running" : "stopped";
        if (task.ExitStatus is { } exitStatus)
            entry["exitstatus"] = exitStatus;
        return entry;
    }

    private static JsonArray Log(ApiCall call)
    {
        var task = Find(call);
        if (task is not null)
            CheckAudit(call, task);
        IReadOnlyList<string> lines = task?.Log ?? ["unable to open file - No such file or directory"];
        if (lines.Count == 0)
            lines = ["no content"];
        call.Total = lines.Count;
        var start = call.Int("start") ?? 0;
        var limit = call.Int("limit") is { } asked and > 0 ? asked : call.Int("limit") == 0 ? int.MaxValue : DefaultLimit;
        var page = lines.Index().Skip(start).Take(limit);
        return new JsonArray(page.Select(l => (JsonNode?)new JsonObject { ["n"] = l.Index + 1, ["t"] = l.Item }).ToArray());
    }

    private static JsonNode? Abort(ApiCall call)
    {
        var task = Existing(call);
        if (call.Identity.UserId != task.Identity.UserId)
            call.Demand("Sys.Modify", $"/nodes/{call.Node}, Sys.Modify");
        if (task.IsRunning)
            TaskManager.Abort(task);
        return null;
    }

    [GeneratedRegex("^UPID:[a-zA-Z0-9-]+:[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:\\s]+:[^:\\s]*:[^:\\s]+:$")]
    private static partial Regex UpidText();
}
