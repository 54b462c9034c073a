Describe 'A cluster that is in use already' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $import = @{
            ApiUrl                 = $simulator.ApiUrl
            Site                   = 'dc1'
            Credential             = $simulator.Credential
            CertificateFingerprint = $simulator.CertificateFingerprint
        }

        function Add-ForeignContainer($Id, $Hostname, $Address, $Description = 'made by hand') {
            $config = [System.Collections.Generic.Dictionary[string, string]]::new()
            $config['hostname'] = $Hostname
            $config['description'] = $Description
            $config['net0'] = "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:0D:0$($Id.ToString().Substring(0, 1)):$($Id.ToString().Substring(1)),ip=$Address,type=veth"
            $null = $simulator.Server.AddContainer($Id, 'pve1', $config, $true)
        }
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'Import-ClusterNode' {
        It 'says with -WhatIf what it would adopt' {
            Add-ForeignContainer 150 old1 10.0.0.50/24
            (Import-ClusterNode @import -WhatIf | Where-Object Name -EQ old1).Outcome | Should -Be 'Added'
            Get-ClusterContainer old* | Should -BeNullOrEmpty
        }

        It 'adopts once, and touches nothing' {
            $before = ($simulator.Server.Containers | Where-Object VmId -EQ 150).Config['description']
            (Import-ClusterNode @import | Where-Object Name -EQ old1).Outcome | Should -Be 'Added'
            (Import-ClusterNode @import | Where-Object Name -EQ old1).Outcome | Should -Be 'Unchanged'
            ($simulator.Server.Containers | Where-Object VmId -EQ 150).Config['description'] | Should -Be $before
            (Get-ClusterContainer old1).Ipv4Address | Should -Be '10.0.0.50'
        }

        It 'reports what collides and does not guess' {
            Add-ForeignContainer 151 old1 10.0.0.51/24
            $result = Import-ClusterNode @import | Where-Object ContainerId -EQ 151
            $result.Outcome | Should -Be 'Collides'
            $result.Reason | Should -BeLike '*host name old1*'
        }
    }

    Context 'Sync-ClusterContainer' {
        It 'reports and changes nothing with -WhatIf' {
            $simulator.Server.SetRunning(150, $false)
            $drift = Sync-ClusterContainer old1 -WhatIf
            "$($drift.Kind) $($drift.Ours) $($drift.Theirs) $($drift.Outcome)" | Should -Be 'Status running stopped Found'
            (Get-ClusterContainer old1).Status | Should -Be 'Running'
        }

        It 'records what is seen' {
            (Get-ClusterContainer old1 | Sync-ClusterContainer).Outcome | Should -Be 'Recorded'
            (Get-ClusterContainer old1).Status | Should -Be 'Stopped'
            Sync-ClusterContainer old1 | Should -BeNullOrEmpty
        }

        It 'lets the side win that is right' {
            $simulator.Server.SetConfig(150, 'memory', '2048')
            (Sync-ClusterContainer old1 -Force).Outcome | Should -Be 'Recorded'
            (Get-ClusterContainer old1).Memory | Should -Be 2048
            $simulator.Server.SetConfig(150, 'memory', '1024')
            (Sync-ClusterContainer old1 -Force -Prefer Database).Outcome | Should -Be 'Applied'
            ($simulator.Server.Containers | Where-Object VmId -EQ 150).Config['memory'] | Should -Be '2048'
        }
    }

    Context 'ownership' {
        It 'keeps an adopted container from being destroyed until it is marked' {
            Set-ClusterContainer old1 -TakeOwnership
            Remove-ClusterContainer old1 -Confirm:$false -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $simulator.Server.Containers | Where-Object VmId -EQ 150 | Should -BeNullOrEmpty
        }

        It 'forgets the registration of one that is not, with a warning' {
            $null = Import-ClusterNode @import
            Remove-ClusterContainer old1 -Confirm:$false -Force -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings[0] | Should -BeLike '*-TakeOwnership*'
            $simulator.Server.Containers | Where-Object VmId -EQ 151 | Should -Not -BeNullOrEmpty
        }
    }

    Context 'Repair-ClusterContainer' {
        It 'finds nothing where nothing was interrupted' {
            Repair-ClusterContainer | Should -BeNullOrEmpty
        }

        It 'removes what has no registration only on request' {
            Add-ForeignContainer 160 lost 10.0.0.60/24 "clustermanagement:$([guid]::NewGuid())"
            (Repair-ClusterContainer).Outcome | Should -Be 'Found'
            (Repair-ClusterContainer -RemoveOrphan -WhatIf).Outcome | Should -Be 'Found'
            (Repair-ClusterContainer -RemoveOrphan -Force).Outcome | Should -Be 'Removed'
            $simulator.Server.Containers | Where-Object VmId -EQ 160 | Should -BeNullOrEmpty
        }
    }
}
