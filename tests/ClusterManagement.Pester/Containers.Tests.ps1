Describe 'The life of a container' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $null = 'web1', 'web2' | New-ClusterContainer -Node pve1 -Template debian-12 -Start
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    It 'shows its present state' {
        $containers = @(Get-ClusterContainer -Live)
        $containers.Count | Should -Be 2
        $containers[0].Live.Uptime | Should -BeGreaterThan ([timespan]::Zero)
        ($containers | Out-String) | Should -Match 'Uptime'
    }

    It 'changes what was bound, and sends nothing twice' {
        Set-ClusterContainer web1 -Memory 1024 -Disk 12 -VlanTag 20 | Should -BeNullOrEmpty
        $verbose = Set-ClusterContainer web1 -Memory 1024 -Disk 12 -VlanTag 20 -Verbose 4>&1
        ($verbose -join "`n") | Should -Match 'nothing is sent'
        { Set-ClusterContainer web1 -Disk 4 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidValue,*'
    }

    It 'restarts for a change only when asked for' {
        $warning = Set-ClusterContainer web1 -Environment @{ A = 1 } 3>&1
        "$warning" | Should -Match '-Restart'
        Set-ClusterContainer web1 -Restart 3>&1 | Should -BeNullOrEmpty
    }

    It 'moves to another node' {
        Move-ClusterContainer web2 -Node pve2 | Should -BeNullOrEmpty
        (Get-ClusterContainer web2).Node | Should -Be 'pve2'
        { Move-ClusterContainer web2 -Node pve2 -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidValue,*'
    }

    It 'goes back to a snapshot' {
        (New-ClusterSnapshot web1 before).Name | Should -Be 'before'
        Set-ClusterContainer web1 -Memory 2048
        (Restore-ClusterSnapshot web1 before -Start -Confirm:$false -PassThru).Memory | Should -Be 1024
        (@(Get-ClusterSnapshot web1).Name -join ' ') | Should -Be 'before'
        Get-ClusterSnapshot web1 | Remove-ClusterSnapshot -Confirm:$false
        Get-ClusterSnapshot web1 | Should -BeNullOrEmpty
    }

    It 'is backed up, and another one is made of the backup' {
        $copy = Backup-ClusterContainer web1 -Note 'from a test' | New-ClusterContainer copy1 -Start
        $copy.Status | Should -Be 'Running'
        $copy.MacAddress | Should -Not -Be (Get-ClusterContainer web1).MacAddress
    }

    It 'is copied' {
        Stop-ClusterContainer web2
        $copy = New-ClusterContainer copy2 -Node pve2 -Clone web2 -Cores 2
        $copy.Cores | Should -Be 2
        $copy.Ipv4Address | Should -Not -Be (Get-ClusterContainer web2).Ipv4Address
    }

    It 'is made of a template or an image that was brought to the node' {
        (Save-ClusterTemplate debian-13 -Node pve1).FileName | Should -BeLike 'debian-13-standard*'
        $proxy = Save-ClusterTemplate -Reference docker.io/library/nginx:alpine -Node pve1 |
            New-ClusterContainer proxy -Environment @{ PORT = 8080 } -Start
        $proxy.Template | Should -Be 'local:vztmpl/nginx_alpine.tar'
        @(Get-ClusterTemplate -Node pve1).Count | Should -Be 5
    }

    It 'leaves a job for each step' {
        $jobs = @(Get-ClusterJob -Container web1)
        $jobs.Count | Should -BeGreaterThan 4
        ($jobs | Where-Object Status -NE 'Success') | Should -BeNullOrEmpty
    }
}
