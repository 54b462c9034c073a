<#
.SYNOPSIS
    Restarts the containers of a site one after the other, or several at a time, and stops at the first that does not come back.
.DESCRIPTION
    In a cluster of your own, name its site:

        ./examples/rolling-restart.ps1 -Site dc1 -AtOnce 2

    Without a site it makes a simulated cluster, in a database of its own below the system's temporary folder, to restart the containers
    of:

        dotnet run --project src/ClusterManagement.Shell -- examples/rolling-restart.ps1

    It can be run again at any time: the containers it needs are made only where they are not there yet.
.PARAMETER Site
    The site. Without it, a simulated one.
.PARAMETER Name
    Which containers: a name or a pattern.
.PARAMETER AtOnce
    How many are restarted at a time. The next ones wait until all of them run.
.PARAMETER Timeout
    How many seconds one may take to end by itself. One that does not is not cut off: the script stops.
#>
param(
    [string] $Site,
    [string] $Name = '*',
    [ValidateRange(1, 64)] [int] $AtOnce = 1,
    [int] $Timeout = 60
)
$ErrorActionPreference = 'Stop'

$simulator = $null
if (-not $Site) {
    $Site = 'dc1'
    $folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'ClusterManagement.RollingRestart')
    if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
    $null = [System.IO.Directory]::CreateDirectory($folder)
    Connect-ClusterDatabase -Path ([System.IO.Path]::Combine($folder, 'cluster.db'))
    $simulator = Start-ClusterSimulator
    $null = New-ClusterSite $Site -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
    foreach ($node in 'pve1', 'pve2') {
        $null = New-ClusterNode $node -Site $Site -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential -CertificateFingerprint $simulator.CertificateFingerprint
    }
}

try {
    if ($simulator) {
        # A runbook says what has to be there. Run twice, it makes nothing the second time.
        foreach ($run in 1, 2) {
            $null = 'web1', 'web2', 'web3', 'db1' |
                New-ClusterContainer -Site $Site -Template debian-12 -Memory 1024 -Start -IfNotExists
            "Run ${run}: $(@(Get-ClusterContainer -Site $Site).Count) containers, $(@(Get-ClusterJob | Where-Object Name -like 'Create *').Count) of them made."
        }
    }

    # All that should run: what is stopped was stopped by somebody who had a reason.
    $containers = @(Get-ClusterContainer $Name -Site $Site -Status Running)
    $done = 0
    while ($done -lt $containers.Count) {
        $batch = @($containers[$done..([Math]::Min($done + $AtOnce, $containers.Count) - 1)])
        "Restarting $($batch.Hostname -join ', ')"

        # An error does not end the batch: those that are on their way arrive first.
        $running = @($batch | Restart-ClusterContainer -Timeout $Timeout -ThrottleLimit $AtOnce -PassThru -ErrorAction SilentlyContinue -ErrorVariable problems)
        foreach ($container in $running) { "  $($container.Hostname) is $("$($container.Status)".ToLowerInvariant()) on $($container.Node)" }
        $missing = @($batch | Where-Object { $_.Hostname -notin @($running | Where-Object Status -eq Running).Hostname })
        if ($missing) {
            foreach ($problem in $problems) { "  $problem" }
            $untouched = @($containers | Where-Object { [Array]::IndexOf($containers, $_) -ge $done + $batch.Count }).Hostname
            throw "$($missing.Hostname -join ', ') did not come back. Not touched: $(if ($untouched) { $untouched -join ', ' } else { 'none' })."
        }

        $done += $batch.Count
    }

    "$done of $($containers.Count) containers were restarted."
} finally {
    if ($simulator) {
        Disconnect-ClusterDatabase
        $simulator | Stop-ClusterSimulator
    }
}
