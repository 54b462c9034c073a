<#
.SYNOPSIS
    Takes over a Proxmox cluster that is in use: discovers it, adopts its containers, and keeps both sides together.
.DESCRIPTION
    Runs in a database and a folder of its own below the system's temporary folder, against a simulated cluster, and can be run again at
    any time.

        dotnet run --project src/ClusterManagement.Shell -- examples/adopt-cluster.ps1

    or, in pwsh, after ./build.ps1 and Import-Module ./ClusterManagement.psd1:

        ./examples/adopt-cluster.ps1

    For a cluster of your own, give Import-ClusterNode its endpoint and a credential, and leave the simulator out.
#>
$ErrorActionPreference = 'Stop'

$folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'ClusterManagement.AdoptCluster')
if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
$null = [System.IO.Directory]::CreateDirectory($folder)
Connect-ClusterDatabase -Path ([System.IO.Path]::Combine($folder, 'cluster.db'))
$simulator = Start-ClusterSimulator -TaskDuration 20

# A container as somebody made it by hand, years ago.
function Add-OldContainer($Id, $Hostname, $Address, [bool] $Running = $true) {
    $config = [System.Collections.Generic.Dictionary[string, string]]::new()
    $config['hostname'] = $Hostname
    $config['description'] = "made by hand`n"
    $config['net0'] = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:0D:00:$Id,ip=$Address,type=veth"
    $null = $simulator.Server.AddContainer(100 + $Id, 'pve1', $config, $Running)
}

try {
    Add-OldContainer 11 shop 10.0.0.20/24
    Add-OldContainer 12 mail 10.0.0.21/24
    Add-OldContainer 13 shop 10.0.0.22/24
    Add-OldContainer 14 db.example.com 10.0.0.23/24
    Add-OldContainer 15 asleep dhcp $false

    New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1 | Out-Null
    $cluster = @{
        ApiUrl                 = $simulator.ApiUrl
        Site                   = 'dc1'
        Credential             = $simulator.Credential
        CertificateFingerprint = $simulator.CertificateFingerprint
    }

    'What would be registered? -WhatIf reads Proxmox and writes nothing.'
    $plan = Import-ClusterNode @cluster -WhatIf
    "$(@($plan | Where-Object Outcome -EQ Added).Count) would be added, $(@($plan | Where-Object Outcome -NE Added).Count) need a decision."

    'The nodes are registered and the containers adopted; nothing on Proxmox is touched.'
    Import-ClusterNode @cluster | Out-Default
    Get-ClusterContainer | Out-Default

    'A second run adds only what is new. A container that gets its address by DHCP can be adopted once it runs.'
    $simulator.Server.SetRunning(115, $true)
    Import-ClusterNode @cluster | Where-Object Outcome -EQ Added | ForEach-Object { "adopted later: $($_.Name) with $($_.Ipv4Address)" }

    # From here on somebody works on Proxmox by hand, behind the database's back.
    $simulator.Server.SetRunning(111, $false)
    $simulator.Server.MoveContainer(112, 'pve2')
    $simulator.Server.SetConfig(112, 'memory', '2048')

    'What differs now?'
    Sync-ClusterContainer -Site dc1 -WhatIf | Out-Default

    'Observations are recorded; what somebody decided is recorded without a question only with -Force.'
    Sync-ClusterContainer -Force | ForEach-Object { "$($_.Outcome): $($_.Kind) of $($_.Container), $($_.Ours) -> $($_.Theirs)" }
    "Differences left: $(@(Sync-ClusterContainer -WhatIf).Count)"

    'An adopted container carries no mark of this module: its registration can be forgotten, but it is never destroyed ...'
    Stop-ClusterContainer mail
    Remove-ClusterContainer mail -Confirm:$false -WarningAction SilentlyContinue
    "mail is still on Proxmox: $(@($simulator.Server.Containers | Where-Object Hostname -EQ mail).Count -eq 1)"

    '... unless it is marked first.'
    Set-ClusterContainer shop -TakeOwnership
    Remove-ClusterContainer shop -Confirm:$false
    "shop is still on Proxmox: $(@($simulator.Server.Containers | Where-Object VmId -EQ 111).Count -eq 1)"

    'Nothing was interrupted, so there is nothing to repair.'
    "Repairs: $(@(Repair-ClusterContainer).Count)"
}
finally {
    Stop-ClusterSimulator $simulator
    Disconnect-ClusterDatabase
}
