namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>A session with a small cluster: a simulator ($simulator, $server), site dc1, nodes pve1 and pve2, domain example.com.</summary>
internal sealed class ClusterSession : ModuleSession
{
    private const string Cluster = """
        $simulator = Start-ClusterSimulator -TaskDuration $taskDuration
        $server = $simulator.Server
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
        foreach ($name in 'pve1', 'pve2') {
            $null = New-ClusterNode $name -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
        }
        $null = New-ExternalDomain example.com -Site dc1
        """;

    /// <summary>Starts the cluster.</summary>
    /// <param name="taskDuration">How many milliseconds a task takes.</param>
    public ClusterSession(int taskDuration = 1)
    {
        Invoke(Cluster, new { taskDuration }).Succeeded();
        Server = Runspace.SessionStateProxy.GetVariable("server");
        Server.ClearRequests();
    }

    /// <summary>Gets the simulator, which is of a type these tests do not reference.</summary>
    public dynamic Server { get; }

    /// <summary>Gets how many requests the simulator has got.</summary>
    public int Requests => ((IEnumerable<object>)Server.Requests).Count();

    /// <summary>Gets how many containers the simulator has.</summary>
    public int RemoteContainers => ((IEnumerable<object>)Server.Containers).Count();

    /// <summary>Gets how many containers the database has.</summary>
    public int Rows => DatabaseDump.Count(Database, "Containers");

    /// <summary>Registers containers without the simulator.</summary>
    /// <param name="node">The node.</param>
    /// <param name="names">The names.</param>
    public void Register(string node, params string[] names) =>
        Invoke("$null = $names | New-ClusterContainer -Node $node -NoProvision", new { node, names }).Succeeded();

    /// <summary>Checks that neither side has a container, and no address is lost.</summary>
    public void AssertNothingLeft() => Assert.Equal((0, 0), (RemoteContainers, Rows));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) ((IDisposable)Server).Dispose();
        base.Dispose(disposing);
    }
}
