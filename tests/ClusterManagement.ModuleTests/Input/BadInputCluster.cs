using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Input;

/// <summary>A cluster that refused input has to leave as it was: containers web1 and db1, site dc2, and what scripts need by variables.</summary>
public sealed class BadInputCluster : IDisposable
{
    private const string Prepare = """
        function New-Secret([string] $Text) {
            $secret = [securestring]::new()
            foreach ($c in $Text.ToCharArray()) { $secret.AppendChar($c) }
            , $secret
        }

        $null = New-ClusterSite dc2 -InternalDomain two.internal -DhcpRange 10.2.0.100-10.2.0.101 -SubnetMask 255.255.255.0 -Gateway 10.2.0.1
        $null = New-ExternalDomain two.example -Site dc2
        $null = New-ClusterNode spare -Site dc2
        $tooLong = 'a' * 64
        """;

    /// <summary>Builds the cluster.</summary>
    public BadInputCluster()
    {
        Session = new ClusterSession();
        Session.Register("pve1", "web1", "db1");
        Session.Invoke(Prepare).Succeeded();
    }

    /// <summary>Gets the session.</summary>
    internal ClusterSession Session { get; }

    /// <summary>Gets all that can change: every row, and how many requests the simulator has got.</summary>
    public IReadOnlyList<string> State => [.. DatabaseDump.Read(Session.Database), $"requests: {Session.Requests}"];

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
