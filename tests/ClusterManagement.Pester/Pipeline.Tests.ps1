Describe 'The pipeline' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $database = $cluster.Database
        $manifest = $cluster.Manifest
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'binding' {
        It 'takes rows of a table' {
            $rows = @'
Name,Node,Cores,Tags
row1,pve1,2,web
row2,pve2,1,db
row3,pve1,1,web
'@ | ConvertFrom-Csv
            $made = @($rows | New-ClusterContainer -NoProvision)
            ($made.Name -join ' ') | Should -Be 'row1 row2 row3'
            ($made.Node -join ' ') | Should -Be 'pve1 pve2 pve1'
            ($made.Cores -join ' ') | Should -Be '2 1 1'
            ($made.Tags -join ' ') | Should -Be 'web db web'
        }

        It 'takes rows of services' {
            $rows = @'
Container,Port,Protocol
row1,22,tcp
row2,53,udp
'@ | ConvertFrom-Csv
            $made = @($rows | Add-TransportService)
            ($made.Endpoint -join ' ') | Should -Be 'tcp/2000 udp/2000'
            ($made.Container -join ' ') | Should -Be 'row1 row2'
        }

        It 'takes names' {
            (@('row1', 'row2' | Get-ClusterContainer).Name -join ' ') | Should -Be 'row1 row2'
            (@(Get-ClusterContainer row3, row1).Name -join ' ') | Should -Be 'row3 row1'
        }

        It 'takes objects' {
            (@(Get-ClusterSite dc1 | Get-ClusterNode).Name -join ' ') | Should -Be 'pve1 pve2'
            (@(Get-ClusterNode pve1 | Get-ClusterContainer).Name -join ' ') | Should -Be 'row1 row3'
            (@(Get-ClusterSite | Get-ClusterContainer).Name -join ' ') | Should -Be 'row1 row3 row2'
            @(Get-ClusterContainer row1 | Get-ClusterService).Count | Should -Be 1
            @(Get-ClusterNode | Test-ClusterNode | Where-Object { $_ -ne $true }).Count | Should -Be 0
        }

        It 'takes a site for a new node' {
            $node = Get-ClusterSite dc1 | New-ClusterNode spare
            $node.Site | Should -Be 'dc1'
            Get-ClusterNode spare | Remove-ClusterNode -Confirm:$false
            (@(Get-ClusterNode).Name -join ' ') | Should -Be 'pve1 pve2'
        }

        It 'changes what it is handed' {
            Get-ClusterContainer row* | Set-ClusterContainer -Memory 128
            (@((Get-ClusterContainer).Memory) -join ' ') | Should -Be '128 128 128'
            Get-ClusterService row1 | Remove-ClusterService -Confirm:$false
            @(Get-ClusterService row1).Count | Should -Be 0
        }

        It 'goes on after a bad row' {
            $rows = @'
Name,Node
good1,pve1
bad_name!,pve1
good2,nowhere
good3,pve2
'@ | ConvertFrom-Csv
            $problems = @()
            $made = @($rows | New-ClusterContainer -NoProvision -ErrorAction SilentlyContinue -ErrorVariable problems)
            ($made.Name -join ' ') | Should -Be 'good1 good3'
            (@(Get-ErrorId $problems) -join ' ') | Should -Be 'InvalidValue NodeNotFound'
            Remove-ClusterContainer good* -Confirm:$false
        }

        It 'stops early without harm' {
            $first = @(Get-ClusterContainer | Select-Object -First 1)
            $first.Count | Should -Be 1
            @(Get-ClusterContainer).Count | Should -Be 3
        }
    }

    Context 'wildcards' {
        It 'match without regard to case' {
            (@(Get-ClusterContainer ROW[12]).Name -join ' ') | Should -Be 'row1 row2'
            (@(Get-ClusterNode *2).Name -join ' ') | Should -Be 'pve2'
        }

        It 'are silent when nothing matches' {
            $problems = @()
            @(Get-ClusterContainer nothing* -ErrorVariable problems).Count | Should -Be 0
            $problems.Count | Should -Be 0
        }

        It 'name what is to be changed' {
            (@(Set-ClusterContainer row? -Swap 64 -PassThru).Swap -join ' ') | Should -Be '64 64 64'
        }
    }

    Context '-WhatIf' {
        It 'changes neither a row nor Proxmox' {
            $null = New-ClusterContainer real -Node pve1 -Template debian-12 -Start
            $before = Get-ClusterContainer | ConvertTo-Json -Depth 4
            $nodes = Get-ClusterNode | ConvertTo-Json -Depth 4
            $sites = Get-ClusterSite | ConvertTo-Json -Depth 4
            $jobs = @(Get-ClusterJob).Count

            New-ClusterSite other -InternalDomain o.internal -DhcpRange 10.2.0.10-10.2.0.20 -SubnetMask /24 -Gateway 10.2.0.1 -WhatIf
            Set-ClusterSite dc1 -Gateway 10.0.0.3 -WhatIf
            Remove-ClusterNode spare* -WhatIf
            New-ClusterNode pve9 -Site dc1 -WhatIf
            Set-ClusterNode pve1 -Ipv4Address 10.0.0.9 -WhatIf
            New-ExternalDomain example.org -Site dc1 -WhatIf
            Set-ExternalDomain example.com -AcmeEmail other@example.com -WhatIf
            Remove-ExternalDomain example.com -WhatIf
            New-ClusterContainer dry -Node pve1 -Template debian-12 -Start -WhatIf
            New-ClusterContainer dry -Node pve1 -NoProvision -WhatIf
            Set-ClusterContainer real -Cores 8 -WhatIf
            Stop-ClusterContainer real -WhatIf
            Restart-ClusterContainer real -WhatIf
            Start-ClusterContainer real -WhatIf
            Remove-ClusterContainer * -Force -WhatIf
            $null = Add-TransportService -Container real -Protocol tcp -Port 22 -WhatIf
            $null = Add-HttpService -Container real -Port 80 -Domain example.com -WhatIf
            $null = Add-DnsService -Container real -Port 80 -ServiceName _http._tcp -WhatIf
            Get-ClusterService row2 | Remove-ClusterService -WhatIf
            $null = Start-ClusterSimulator -WhatIf

            (Get-ClusterContainer | ConvertTo-Json -Depth 4) | Should -Be $before
            (Get-ClusterNode | ConvertTo-Json -Depth 4) | Should -Be $nodes
            (Get-ClusterSite | ConvertTo-Json -Depth 4) | Should -Be $sites
            (@(Get-ExternalDomain).Domain -join ' ') | Should -Be 'example.com'
            (Get-ExternalDomain example.com).AcmeEmail | Should -BeNullOrEmpty
            @(Get-ClusterService row2).Count | Should -Be 1
            @(Get-ClusterJob).Count | Should -Be $jobs
            $simulator.Containers | Should -Be 1
        }

        It 'refuses bad input all the same' {
            $problems = @()
            New-ClusterSite other -InternalDomain o.internal -DhcpRange nonsense -SubnetMask /24 -Gateway 10.2.0.1 -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems
            (Get-ErrorId $problems) | Should -Be 'InvalidValue'
        }

        It 'is needed no more with -Confirm:$false' {
            Remove-ClusterContainer real -Force -Confirm:$false
            $simulator.Containers | Should -Be 0
        }
    }

    Context 'several runspaces' {
        It 'work in one database with -Database' {
            $made = @(1..8 | ForEach-Object -Parallel {
                    Import-Module $using:manifest
                    New-ClusterContainer "par$_" -Node pve2 -NoProvision -Database $using:database |
                        Add-TransportService -Protocol tcp -Port 22 -PassThru -Database $using:database
                } -ThrottleLimit 4)
            $made.Count | Should -Be 8
            $all = @(Get-ClusterContainer par*)
            $all.Count | Should -Be 8
            @($all.Ipv4Address | Sort-Object -Unique).Count | Should -Be 8
            @($all.MacAddress | Sort-Object -Unique).Count | Should -Be 8
            @(Get-ClusterService par* | ForEach-Object ExternalPort | Sort-Object -Unique).Count | Should -Be 8
            Remove-ClusterContainer par* -Confirm:$false
        }

        It 'have a connection each' {
            $other = Join-Path $TestDrive 'parallel.db'
            $source = 1 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                Connect-ClusterDatabase -Path $using:other
                (Get-ClusterDatabase).Path
            }
            $source | Should -Be ([IO.Path]::GetFullPath($other))
            (Get-ClusterDatabase).Path | Should -Be $database.Path
        }
    }
}
