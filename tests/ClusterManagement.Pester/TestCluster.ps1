# Dot-sourced in the outermost BeforeAll of the files that use the engine.

# A database and a key ring in the test's drive, a simulator, a site, two nodes and a domain.
# The key ring is set before the engine is first used in the process: the engine looks at it once.
function Start-TestCluster {
    param([string] $Drive)
    $former = $env:CLUSTER_KEY_RING
    $env:CLUSTER_KEY_RING = Join-Path $Drive 'keys'
    $manifest = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../ClusterManagement.psd1'))
    Import-Module $manifest

    $database = Connect-ClusterDatabase -Path (Join-Path $Drive 'cluster.db') -PassThru
    $simulator = Start-ClusterSimulator -TaskDuration 20
    $site = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1 -DnsForwarders 1.1.1.1, 9.9.9.9
    foreach ($name in $simulator.Nodes) {
        $null = New-ClusterNode $name -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
    }

    $key = ConvertTo-SecureString 'cloudflare-key-123456' -AsPlainText -Force
    $null = New-ExternalDomain example.com -Site dc1 -CloudflareApiEmail admin@example.com -CloudflareApiKey $key

    [pscustomobject]@{
        Manifest      = $manifest
        Database      = $database
        Simulator     = $simulator
        Site          = $site
        TokenSecret   = $simulator.Credential.GetNetworkCredential().Password
        CloudflareKey = 'cloudflare-key-123456'
        FormerKeyRing = $former
    }
}

function Stop-TestCluster {
    param($Cluster)
    if ($null -eq $Cluster) { return }
    Stop-ClusterSimulator $Cluster.Simulator
    Disconnect-ClusterDatabase
    $env:CLUSTER_KEY_RING = $Cluster.FormerKeyRing
}

# The identifiers of errors, without the name of the command.
function Get-ErrorId {
    param($Errors)
    foreach ($record in $Errors) { $record.FullyQualifiedErrorId.Split(',')[0] }
}
