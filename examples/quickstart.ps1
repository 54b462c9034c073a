<#
.SYNOPSIS
    A tour of ClusterManagement: a site, two nodes, containers and their services, on a simulated Proxmox cluster.
.DESCRIPTION
    Runs in a database and a folder of its own below the system's temporary folder, and can be run again at any time.

        dotnet run --project src/ClusterManagement.Shell -- examples/quickstart.ps1

    or, in pwsh, after ./build.ps1 and Import-Module ./ClusterManagement.psd1:

        ./examples/quickstart.ps1
#>
$ErrorActionPreference = 'Stop'

# Start with an empty folder: the database of an earlier tour is of no use any more, since its simulator is gone.
$folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'ClusterManagement.Quickstart')
if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
$null = [System.IO.Directory]::CreateDirectory($folder)

# The database is made on first use. Everything that follows works in it.
Connect-ClusterDatabase -Path ([System.IO.Path]::Combine($folder, 'cluster.db'))
$simulator = Start-ClusterSimulator

try {
    'A site: where the cluster is, its internal domain and the addresses its containers get.'
    New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1 | Out-Default

    # A node is a Proxmox server. Its self-signed certificate is pinned by fingerprint; its token is encrypted before it is stored.
    'Two nodes, and what their API says of them.'
    'pve1', 'pve2' | ForEach-Object {
        New-ClusterNode $_ -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
    } | Test-ClusterNode -Detailed | Out-Default

    # HTTP services are reached below a public domain.
    'A public domain.'
    New-ExternalDomain example.com -Site dc1 | Out-Default

    # One pipeline makes a container on Proxmox, starts it, and exposes what runs in it.
    'A container with an HTTP service, SSH on the next free public port, and an SRV record.'
    New-ClusterContainer web1 -Node pve1 -Template debian-12 -Cores 2 -Memory 1024 -Tags web -Start |
        Add-HttpService -Port 8080 -Hostname app -Domain example.com -PassThru |
        Add-TransportService -Protocol Tcp -Port 22 -PassThru |
        Add-DnsService -Port 8080 -ServiceName _http._tcp -PassThru | Out-Default

    # Objects and names flow through the pipeline; output properties are named like the parameters they bind to.
    'Two more containers on the other node, one with a UDP service.'
    'db1', 'game1' | New-ClusterContainer -Node pve2 -Template alpine -Start | Out-Default
    Get-ClusterContainer game1 | Add-TransportService -Protocol Udp -Port 27015 | Out-Default

    'All containers with their addresses, and all services.'
    Get-ClusterContainer | Out-Default
    Get-ClusterService | Out-Default

    'The port the next TCP service would get.'
    Find-ClusterPort -Protocol Tcp | Out-Default

    'What would be removed? -WhatIf says so and changes nothing.'
    Get-ClusterContainer web* | Remove-ClusterContainer -Force -WhatIf

    # Every error has a stable id, and says what to do.
    'What goes wrong is said plainly, and nothing is left behind.'
    try {
        New-ClusterContainer web2 -Node pve1 -Template windows-95
    } catch {
        "  $($_.FullyQualifiedErrorId)"
        "  $($_.Exception.Message)"
        "  $($_.ErrorDetails.RecommendedAction)"
    }

    'Stop one, remove another; its address and its port are free again.'
    Stop-ClusterContainer db1
    Remove-ClusterContainer game1 -Force -Confirm:$false
    Get-ClusterContainer | Out-Default

    'Whatever took time on Proxmox is a job with its steps.'
    Get-ClusterJob -Container web1 | Out-Default
    (Get-ClusterJob -Container web1 -First 1).Statuses | Out-Default
} finally {
    Stop-ClusterSimulator
    Disconnect-ClusterDatabase
}
