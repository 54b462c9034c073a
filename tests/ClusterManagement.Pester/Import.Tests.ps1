Describe 'Import-ClusterDatabase' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $former = $env:CLUSTER_KEY_RING
        $env:CLUSTER_KEY_RING = Join-Path $TestDrive 'keys'
        Import-Module ([IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../ClusterManagement.psd1')))
        Connect-ClusterDatabase -Path (Join-Path $TestDrive 'cluster.db')

        # The SQL that the other test projects use, for the seed era and SQLite. SourceScript.cs there says what the marks mean.
        function Get-SourceScript {
            param([string] $Name)
            $path = Join-Path $PSScriptRoot "../ClusterManagement.Tests/Import/Sources/opensource-server.$Name.sql"
            $lines = foreach ($line in [IO.File]::ReadAllLines([IO.Path]::GetFullPath($path))) {
                if ($line.StartsWith('--')) { continue }
                if ($line -match '^@(\S+) (.*)$') {
                    if (@($Matches[1].Split('@') | Where-Object { $_ -notin 'seed', 'sqlite' }).Count -eq 0) { $Matches[2] }
                }
                else { $line }
            }
            $hash = '$argon2id$v=19$m=65536,t=3,p=4$LuEtLBAN6139HDhBuuQ9Og$ozBhX779j9nHbCZt8LPCZ7qJRSz4zWEF029SqzR7blo'
            $key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJlYF7rlFrPNzPB46F/H80OZhCTtRTLHQGbHYSND6tDp judy@laptop'
            $values = @{
                key = 'INTEGER PRIMARY KEY AUTOINCREMENT'; flag = 'TINYINT(1)'; time = 'DATETIME'; alice = $hash; bob = $hash; carol = $hash
                t = "'2026-01-10 08:00:00.123 +00:00', '2026-01-10 08:30:00.000 +00:00'"; sshkey = $key; long = 'x' * 300; esc = "`e"; nl = "`n"
            }
            $sql = ($lines -join "`n") -replace '\{enum:[^}]+\}', 'TEXT' -replace '\[(\w+)\]', '"$1"'
            foreach ($entry in $values.GetEnumerator()) { $sql = $sql.Replace("{$($entry.Key)}", $entry.Value) }
            $sql
        }

        # The driver is the one that the module has loaded in its own context.
        $null = Get-ClusterSite
        $context = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ 'ClusterManagement'
        $driver = $context.LoadFromAssemblyName([Reflection.AssemblyName]::new('Microsoft.Data.Sqlite')).GetType('Microsoft.Data.Sqlite.SqliteConnection')
        $source = Join-Path $TestDrive 'opensource-server.sqlite'
        $connection = [Activator]::CreateInstance($driver, "Data Source=$source;Pooling=False")
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = (Get-SourceScript schema) + (Get-SourceScript rows)
        $null = $command.ExecuteNonQuery()
        $connection.Dispose()
        $before = Get-FileHash $source
    }

    AfterAll {
        Disconnect-ClusterDatabase
        $env:CLUSTER_KEY_RING = $former
    }

    It 'says with -WhatIf what would happen, and writes nothing' {
        $report = Import-ClusterDatabase $source -WhatIf
        ($report | Group-Object Outcome -AsHashTable -AsString).Refused.Count | Should -BeGreaterThan 30
        Get-ClusterSite | Should -BeNullOrEmpty
    }

    It 'takes over what keeps the rules, and says why the rest is refused' {
        $report = Import-ClusterDatabase (Get-Item $source)
        ($report | Where-Object { $_.Kind -eq 'Site' -and $_.Outcome -ne 'Refused' }).Name | Should -Be 'dc1', 'Berlin'
        ($report | Where-Object Name -EQ 'ghost').Reason | Should -BeLike "ipv4Address '10.0.0.300' is not valid.*"
        (Get-ClusterContainer | Sort-Object Hostname).Hostname | Should -Be 'app1', 'db1', 'web1'
        (Get-ClusterNode pve2).DisableTlsVerification | Should -BeTrue
        (Get-ClusterService -Container web1).Count | Should -Be 3
    }

    It 'changes nothing when it runs again' {
        (Import-ClusterDatabase $source).Outcome | Sort-Object -Unique | Should -Be 'Refused', 'Present'
    }

    It 'leaves the file it reads as it is' {
        (Get-FileHash $source).Hash | Should -Be $before.Hash
    }

    It 'refuses a database of something else' {
        { Import-ClusterDatabase (Join-Path $TestDrive 'cluster.db') -ErrorAction Stop } |
            Should -Throw -ErrorId 'ForeignDatabase,ClusterManagement.Commands.ImportClusterDatabaseCommand'
    }

    It 'shows outcome, kind, name and reason' {
        $text = Import-ClusterDatabase $source | Select-Object -First 1 | Out-String
        $text | Should -Match 'Outcome\s+Kind\s+Name\s+Reason'
        $text | Should -Match 'Present\s+Site\s+dc1'
    }
}
