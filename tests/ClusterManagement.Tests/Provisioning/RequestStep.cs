using System.Text.RegularExpressions;
using ClusterManagement.Simulator;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Provisioning;

/// <summary>One request of a successful provisioning: the n-th of its method and path.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, with task ids blotted out.</param>
/// <param name="Occurrence">How many of the same came before.</param>
internal sealed record RequestStep(string Method, string Path, int Occurrence)
{
    private static readonly Regex TaskId = new("UPID:(?<node>[^:]+):[^:]*:[^:]*:[^:]*:(?<type>[^:]+):[^/]*");

    private static readonly Regex BlottedTaskId = new(@"UPID:(\w+):(\w+)");

    /// <summary>True for a request that starts a task.</summary>
    public bool StartsTask => Method is "POST" or "DELETE";

    /// <summary>
    /// The requests one successful <c>New-ClusterContainer -Start</c> makes, the asking for one and the same task counted
    /// once.
    /// </summary>
    public static async Task<List<RequestStep>> OfCreationAsync(ContainerDraft draft)
    {
        await using var lab = await EngineLab.StartAsync();
        lab.ForgetRequests();
        await lab.CreateAsync(draft);
        var seen = new Dictionary<(string, string), int>();
        var steps = new List<RequestStep>();
        foreach (var request in lab.Simulator.Requests)
        {
            var path = TaskId.Replace(request.Path, match => $"UPID:{match.Groups["node"]}:{match.Groups["type"]}");
            var count = seen.GetValueOrDefault((request.Method, path));
            seen[(request.Method, path)] = count + 1;
            steps.Add(new RequestStep(request.Method, path, count));
        }

        Assert.True(steps.Count >= 6, string.Join('\n', steps));
        return steps;
    }

    /// <summary>A pattern that takes this request's path, whatever the number of the task.</summary>
    public Regex Pattern => new($"^{BlottedTaskId.Replace(Regex.Escape(Path), "UPID:$1:[^/]*:$2:[^/]*")}$");

    /// <summary>True for a request of this method and path.</summary>
    public bool Takes(RecordedRequest request) => request.Method == Method && Pattern.IsMatch(request.Path);

    /// <summary>A fault that strikes this request alone.</summary>
    public Fault Fault(FaultKind kind) => kind switch
    {
        FaultKind.Error => new Fault
        {
            Method = Method,
            PathPattern = Pattern,
            Skip = Occurrence,
            Status = 500,
            Message = "something broke inside the node",
        },
        FaultKind.DroppedBefore => new Fault
        {
            Method = Method,
            PathPattern = Pattern,
            Skip = Occurrence,
            DropConnection = ConnectionDrop.BeforeProcessing,

            // A reading request is repeated once, so it is cut twice.
            Times = Method == "GET" ? 2 : 1,
        },
        FaultKind.DroppedAfter => new Fault
        {
            Method = Method,
            PathPattern = Pattern,
            Skip = Occurrence,
            DropConnection = ConnectionDrop.AfterProcessing,
            Times = Method == "GET" ? 2 : 1,
        },
        FaultKind.FailedTask => new Fault
        {
            Method = Method,
            PathPattern = Pattern,
            Skip = Occurrence,
            TaskExitStatus = "the worker ran into something",
            TaskDuration = TimeSpan.FromMilliseconds(20),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>A fault that holds this request for a while before it is processed, or cut off.</summary>
    public Fault Hold(TimeSpan delay, ConnectionDrop drop = ConnectionDrop.None) => new()
    {
        Method = Method,
        PathPattern = Pattern,
        Skip = Occurrence,
        Delay = delay,
        DropConnection = drop,
    };

    public override string ToString() => $"{Method} {Path} #{Occurrence + 1}";
}
