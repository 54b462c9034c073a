Describe 'What is shown' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $password = ConvertTo-SecureString 'Root-Password-42' -AsPlainText -Force
        $traffic = @(New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start -Password $password -Debug -Verbose 5>&1 4>&1)
        $null = Get-ClusterContainer web1 |
            Add-HttpService -Port 8080 -Hostname app -Domain example.com -PassThru |
            Add-TransportService -Protocol tcp -Port 22
        $secrets = @($cluster.TokenSecret, $cluster.CloudflareKey, 'Root-Password-42')
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'tables' {
        It 'show containers by node, with state, address and services' {
            $text = Get-ClusterContainer | Format-Table | Out-String -Width 200
            $text | Should -Match 'Node: pve1 \(site dc1\)'
            $text | Should -Match 'Name\s+CTID\s+Status\s+Ipv4Address\s+MacAddress\s+Services'
            $text | Should -Match 'web1\s+\d+\s+Running\s+10\.0\.0\.100\s+BC:24:11\S+\s+https://app\.example\.com, tcp/2000'
        }

        It 'show services of all kinds in one table' {
            $text = Get-ClusterService | Format-Table | Out-String -Width 200
            $text | Should -Match 'Id\s+Container\s+Type\s+Port\s+Endpoint'
            $text | Should -Match 'web1\s+Http\s+8080\s+https://app\.example\.com'
            $text | Should -Match 'web1\s+Transport\s+22\s+tcp/2000'
        }

        It 'show sites, nodes, domains, jobs and ports' {
            (Get-ClusterSite | Out-String -Width 200) | Should -Match 'dc1\s+cluster\.internal\s+10\.0\.0\.100-10\.0\.0\.200\s+10\.0\.0\.1\s+2\s+1'
            (Get-ClusterNode | Out-String -Width 200) | Should -Match 'pve1\s+https://127\.0\.0\.1:\d+\s+\S+\s+Pinned'
            (Get-ExternalDomain | Out-String -Width 200) | Should -Match 'example\.com.*stored'
            (Get-ClusterJob | Out-String -Width 200) | Should -Match 'Success\s+Create container web1'
            (Find-ClusterPort udp | Out-String -Width 200) | Should -Match 'Udp\s+2000'
        }

        It 'show the database and the simulator as lists' {
            (Get-ClusterDatabase | Out-String -Width 200) | Should -Match 'Source\s+: Connected'
            ($simulator | Out-String -Width 200) | Should -Match 'Nodes\s+: pve1, pve2'
        }

        It 'can be made of any property' {
            $text = Get-ClusterContainer web1 | Format-List Name, Status, Cores | Out-String
            $text | Should -Match 'Cores\s+: 1'
        }
    }

    Context 'secrets' {
        It 'are in no object' {
            $text = @(
                Get-ClusterDatabase
                Get-ClusterSite
                Get-ClusterNode
                Get-ExternalDomain
                Get-ClusterContainer
                Get-ClusterService
                Get-ClusterJob
                Test-ClusterNode pve1 -Detailed
            ) | ConvertTo-Json -Depth 8
            foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse }
            $text.Contains($simulator.Credential.UserName) | Should -BeTrue
            (Get-ExternalDomain example.com).HasCloudflareApiKey | Should -BeTrue
        }

        It 'are in no trace' {
            $text = $traffic | ForEach-Object { "$_" } | Out-String -Width 4096
            $text | Should -Match 'POST /nodes/pve1/lxc'
            $text | Should -Match 'password=\*\*\*'
            foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse }
        }

        It 'are not readable in the database' {
            $files = [IO.Directory]::GetFiles($TestDrive, 'cluster.db*')
            $files.Count | Should -BeGreaterThan 0
            foreach ($file in $files) {
                $stream = [IO.File]::Open($file, 'Open', 'Read', 'ReadWrite')
                $reader = [IO.StreamReader]::new($stream, [Text.Encoding]::Latin1)
                $text = $reader.ReadToEnd()
                $reader.Dispose()
                foreach ($secret in $secrets) { $text.Contains($secret) | Should -BeFalse }
            }
        }
    }

    Context 'objects' {
        It 'go through JSON and back into a command' {
            $row = Get-ClusterContainer web1 | ConvertTo-Json -Depth 4 | ConvertFrom-Json
            $row.Name | Should -Be 'web1'
            (Set-ClusterContainer $row.Name -Memory 300 -PassThru).Memory | Should -Be 300
        }

        It 'compare by text where they are enumerations' {
            (@(Get-ClusterContainer | Where-Object Status -EQ 'Running').Name -join ' ') | Should -Be 'web1'
            (@(Get-ClusterContainer -Status Running).Name -join ' ') | Should -Be 'web1'
            (@(Get-ClusterService | Where-Object Type -EQ 'Http').Endpoint -join ' ') | Should -Be 'https://app.example.com'
        }
    }
}
