using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ClusterManagement.Engine;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Failures;

/// <summary>Servers that are not there, or do not answer: the error comes in time, and Ctrl+C before it.</summary>
public sealed class UnreachableTests : IDisposable
{
    private const int Patience = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(Patience + 4);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _waiting = [];

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _waiting.ForEach(client => client.Dispose());
        _listener.Dispose();
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task A_port_nobody_listens_on(DatabaseEngine engine)
    {
        var database = Variations.At(engine, Variations.ClosedPort());
        await IsNotConnectedAsync(database, engine == DatabaseEngine.PostgreSQL ? "Connection refused" : "Unable to connect", $"port {database.Port}");
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public Task A_name_nobody_has(DatabaseEngine engine) =>
        IsNotConnectedAsync(Variations.At(engine, 5, "no-such-host.invalid"), "no-such-host.invalid", "port 5");

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task An_address_that_does_not_answer(DatabaseEngine engine)
    {
        await FillBacklogAsync();
        await IsNotConnectedInTimeAsync(engine);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task A_server_that_accepts_and_says_nothing(DatabaseEngine engine)
    {
        _listener.Start();
        await IsNotConnectedInTimeAsync(engine);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Ctrl_C_does_not_wait_for_an_address_that_does_not_answer(DatabaseEngine engine)
    {
        await FillBacklogAsync();
        await EndsSoonAsync(engine);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task Ctrl_C_does_not_wait_for_a_server_that_says_nothing(DatabaseEngine engine)
    {
        _listener.Start();
        await EndsSoonAsync(engine);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Servers), MemberType = typeof(TestDatabase))]
    public async Task A_server_of_something_else(DatabaseEngine engine)
    {
        await using var other = await ServerTestDatabase.CreateAsync(engine == DatabaseEngine.PostgreSQL ? DatabaseEngine.MariaDB : DatabaseEngine.PostgreSQL);
        await IsNotConnectedAsync(Variations.At(engine, other.Server.Port).ConnectingFor(Patience), $"{other.Server.Port}", $"port {other.Server.Port}");
    }

    private static async Task IsNotConnectedAsync(ClusterDatabase database, string cause, string action)
    {
        var engine = new ClusterEngine("unused");
        Func<Task>[] commands =
        [
            async () => await engine.OpenAsync(database, new RecordingContext()),
            () => engine.Databases.DescribeAsync(database, TestContext.Current.CancellationToken),
            () => engine.Databases.InitializeAsync(database, new RecordingContext()),
        ];
        foreach (var command in commands) await Failure.IsToldAsync(command, database, "NotConnected", ClusterErrorKind.Connection, cause, action);
    }

    private async Task IsNotConnectedInTimeAsync(DatabaseEngine engine)
    {
        var database = Variations.At(engine, Port).ConnectingFor(Patience);
        var start = Stopwatch.GetTimestamp();
        await Failure.IsToldAsync(
            async () => await new ClusterEngine("unused").OpenAsync(database, new RecordingContext()),
            database, "NotConnected", ClusterErrorKind.Connection, "cannot be reached", $"port {Port}");
        Assert.True(Stopwatch.GetElapsedTime(start) < Longest, $"It took {Stopwatch.GetElapsedTime(start)}.");
    }

    private Task EndsSoonAsync(DatabaseEngine engine) => Failure.EndsSoonWhenCancelledAsync(
        async token => await new ClusterEngine("unused").OpenAsync(Variations.At(engine, Port), new RecordingContext(token)));

    // With as many connections waiting to be accepted as may, the system answers no further one.
    private async Task FillBacklogAsync()
    {
        _listener.Start(0);
        while (true)
        {
            var client = new TcpClient();
            _waiting.Add(client);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
