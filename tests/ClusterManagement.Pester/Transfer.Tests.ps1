Describe 'Copy-, Backup- and Restore-ClusterDatabase' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $former = $env:CLUSTER_KEY_RING
        $env:CLUSTER_KEY_RING = Join-Path $TestDrive 'keys'
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../ClusterManagement.psd1')))
        $path = Join-Path $TestDrive 'cluster.db'
        Connect-ClusterDatabase -Path $path
        $null = New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
        $null = New-ClusterNode pve1 -Site dc1
        $null = 'web1', 'web2', 'web3' | New-ClusterContainer -Node pve1 -NoProvision | Add-TransportService -Protocol Tcp -Port 22
    }

    AfterAll {
        Disconnect-ClusterDatabase
        $env:CLUSTER_KEY_RING = $former
    }

    It 'brings back what was there when the backup was made' {
        $backup = Backup-ClusterDatabase (Join-Path $TestDrive 'backup.db')
        $backup.Size | Should -Be (Get-Item $backup.Path).Length
        $backup.SchemaVersion | Should -Be (Get-ClusterDatabase).SchemaVersion
        Remove-ClusterContainer web2, web3 -Confirm:$false
        (Get-ClusterContainer).Name | Should -Be 'web1'

        $tables = $backup | Restore-ClusterDatabase -Confirm:$false

        ($tables | Where-Object Table -EQ 'Containers').Rows | Should -Be 3
        ($tables | Measure-Object Rows -Sum).Sum | Should -Be $backup.Rows
        (Get-ClusterContainer).Name | Should -Be 'web1', 'web2', 'web3'
        (Get-ClusterService).ExternalPort | Should -Be 2000, 2001, 2002
    }

    It 'keeps a backup to its owner' -Skip:$IsWindows {
        [IO.File]::GetUnixFileMode((Join-Path $TestDrive 'backup.db')) | Should -Be 'UserWrite, UserRead'
    }

    It 'copies to another database and refuses one with rows' {
        $there = Join-Path $TestDrive 'there.db'
        $copied = Copy-ClusterDatabase (Get-ClusterDatabase) $there -Confirm:$false
        ($copied | Where-Object Table -EQ 'Containers').Hash | Should -Match '^[0-9a-f]{64}$'
        (Get-ClusterContainer -Database $there).Ipv4Address | Should -Be (Get-ClusterContainer).Ipv4Address
        { Copy-ClusterDatabase (Get-ClusterDatabase) $there -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'DatabaseNotEmpty,ClusterManagement.Commands.CopyClusterDatabaseCommand'
    }

    It 'writes nothing with -WhatIf' {
        Backup-ClusterDatabase (Join-Path $TestDrive 'what-if.db') -WhatIf
        Join-Path $TestDrive 'what-if.db' | Should -Not -Exist
        $before = (Get-ClusterContainer).UpdatedAt
        $null = New-ClusterContainer later -Node pve1 -NoProvision
        Restore-ClusterDatabase (Join-Path $TestDrive 'backup.db') -WhatIf
        (Get-ClusterContainer).Name | Should -Contain 'later'
        (Get-ClusterContainer web*).UpdatedAt | Should -Be $before
    }

    It 'leaves a file that is no backup, and says what it is' {
        $other = Join-Path $TestDrive 'notes.txt'
        Set-Content $other 'Something to keep, which is no database at all.'
        { Restore-ClusterDatabase $other -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupInvalid,ClusterManagement.Commands.RestoreClusterDatabaseCommand'
        { Backup-ClusterDatabase $other -ErrorAction Stop } |
            Should -Throw -ErrorId 'BackupAlreadyExists,ClusterManagement.Commands.BackupClusterDatabaseCommand'
        Get-Content $other | Should -Be 'Something to keep, which is no database at all.'
    }

    It 'tells a damaged file from a missing one' {
        $damaged = Join-Path $TestDrive 'damaged.db'
        Set-Content $damaged ('no database ' * 100)
        { Get-ClusterSite -Database $damaged -ErrorAction Stop } |
            Should -Throw -ErrorId 'DatabaseDamaged,ClusterManagement.Commands.GetClusterSiteCommand'
        { Copy-ClusterDatabase (Join-Path $TestDrive 'none.db') (Join-Path $TestDrive 'new.db') -Confirm:$false -ErrorAction Stop } |
            Should -Throw -ErrorId 'DatabaseNotFound,ClusterManagement.Commands.CopyClusterDatabaseCommand'
    }
}
