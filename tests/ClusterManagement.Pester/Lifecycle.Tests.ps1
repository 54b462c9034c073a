Describe 'A cluster from beginning to end' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'the database' {
        It 'is the one that was connected' {
            $database = Get-ClusterDatabase
            $database.Path | Should -Be $cluster.Database.Path
            $database.Source | Should -Be 'Connected'
            $database.Engine | Should -Be 'SQLite'
            $database.SchemaVersion | Should -Not -BeNullOrEmpty
            $database.IsOutdated | Should -BeFalse
            $database.Size | Should -BeGreaterThan 0
        }

        It 'is made on first use and need not be connected' {
            $path = Join-Path $TestDrive 'another.db'
            @(Get-ClusterSite -Database $path).Count | Should -Be 0
            Test-Path $path | Should -BeTrue
            (Initialize-ClusterDatabase -Database $path).IsOutdated | Should -BeFalse
        }
    }

    Context 'sites' {
        It 'normalises what it is given' {
            $site = Get-ClusterSite DC1
            $site.Name | Should -Be 'dc1'
            $site.InternalDomain | Should -Be 'cluster.internal'
            ($site.DnsForwarders -join ' ') | Should -Be '1.1.1.1 9.9.9.9'
        }

        It 'changes what was bound, and only that' {
            $silent = Set-ClusterSite dc1 -Gateway 10.0.0.2
            $silent | Should -BeNullOrEmpty
            $site = Set-ClusterSite dc1 -Gateway 10.0.0.1 -PassThru
            $site.Gateway | Should -Be '10.0.0.1'
            $site.InternalDomain | Should -Be 'cluster.internal'
            $site.DhcpRange | Should -Be '10.0.0.100-10.0.0.200'
            ($site.DnsForwarders -join ' ') | Should -Be '1.1.1.1 9.9.9.9'
        }

        It 'come and go' {
            $null = New-ClusterSite lab -InternalDomain lab.internal -DhcpRange 10.9.0.10-10.9.0.20 -SubnetMask /24 -Gateway 10.9.0.1
            (@(Get-ClusterSite).Name -join ' ') | Should -Be 'dc1 lab'
            Remove-ClusterSite lab -Confirm:$false
            (@(Get-ClusterSite).Name -join ' ') | Should -Be 'dc1'
        }
    }

    Context 'nodes' {
        It 'are listed with their site' {
            (@(Get-ClusterNode).Name -join ' ') | Should -Be 'pve1 pve2'
            (Get-ClusterNode pve1).Site | Should -Be 'dc1'
            (Get-ClusterNode pve1).Tls | Should -Be 'Pinned'
        }

        It 'answer' {
            Test-ClusterNode pve1 | Should -BeTrue
            $details = Test-ClusterNode pve2 -Detailed
            $details.IsHealthy | Should -BeTrue
            $details.Version | Should -Be $simulator.Version
            @($details.Templates).Count | Should -Be 3
        }
    }

    Context 'a container' {
        It 'is made and started' {
            $container = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Cores 2 -Memory 256 -Start
            $container.Name | Should -Be 'web1'
            $container.Node | Should -Be 'pve1'
            $container.Site | Should -Be 'dc1'
            $container.Status | Should -Be 'Running'
            $container.ContainerId | Should -BeGreaterThan 99
            $container.Ipv4Address | Should -Be '10.0.0.100'
            $container.MacAddress | Should -Match '^BC:24:11(:[0-9A-F]{2}){3}$'
            $container.Template | Should -BeLike 'local:vztmpl/debian-12*'
            $container.Cores | Should -Be 2
            $simulator.Containers | Should -Be 1
        }

        It 'is changed where a parameter was bound, and only there' {
            $container = Set-ClusterContainer web1 -Cores 4 -Description 'front end' -PassThru
            $container.Cores | Should -Be 4
            $container.Memory | Should -Be 256
            $container.Description | Should -Be 'front end'
            $container = Set-ClusterContainer web1 -Description $null -PassThru
            $container.Description | Should -BeNullOrEmpty
            $container.Cores | Should -Be 4
        }

        It 'exposes services, chained' {
            $container = Get-ClusterContainer web1 |
                Add-HttpService -Port 8080 -Hostname app -Domain example.com -PassThru |
                Add-TransportService -Protocol tcp -Port 22 -PassThru |
                Add-TransportService -Protocol udp -Port 53 -PassThru |
                Add-DnsService -Port 389 -ServiceName _ldap._tcp -PassThru
            $container.Name | Should -Be 'web1'
            ($container.Services.Endpoint -join ' ') | Should -Be 'https://app.example.com tcp/2000 udp/2000 _ldap._tcp.cluster.internal'
            @((Get-ClusterContainer web1).Services).Count | Should -Be 4
        }

        It 'has services that are found by container, type and domain' {
            @(Get-ClusterService web1).Count | Should -Be 4
            @(Get-ClusterService web1 -Type Transport).Count | Should -Be 2
            (Get-ClusterService -Domain example.com).FullHostname | Should -Be 'app.example.com'
            (Get-ClusterService web1 -Type Http).ContainerPort | Should -Be 8080
        }

        It 'leaves the next ports free' {
            (Find-ClusterPort tcp).ExternalPort | Should -Be 2001
            (@(Find-ClusterPort udp -Count 2).ExternalPort -join ' ') | Should -Be '2001 2002'
        }

        It 'emits the service without -PassThru' {
            $service = Add-TransportService -Container web1 -Protocol tcp -Port 443 -UseTls
            $service.Endpoint | Should -Be 'tls/2001'
            $service.Container | Should -Be 'web1'
            Remove-ClusterService $service.Id -Confirm:$false
            (Find-ClusterPort tcp).ExternalPort | Should -Be 2001
        }

        It 'stops, starts and restarts' {
            $silent = Stop-ClusterContainer web1
            $silent | Should -BeNullOrEmpty
            (Get-ClusterContainer web1).Status | Should -Be 'Stopped'
            (Start-ClusterContainer web1 -PassThru).Status | Should -Be 'Running'
            (Restart-ClusterContainer web1 -PassThru).Status | Should -Be 'Running'
        }

        It 'has jobs with steps' {
            $jobs = @(Get-ClusterJob -Container web1)
            $jobs.Count | Should -Be 4
            $jobs[0].Name | Should -Be 'Restart container web1'
            $jobs[3].Name | Should -Be 'Create container web1'
            @($jobs | Where-Object Status -NE 'Success').Count | Should -Be 0
            @($jobs[3].Statuses).Count | Should -BeGreaterThan 2
            @(Get-ClusterJob -First 1).Count | Should -Be 1
        }

        It 'is registered without Proxmox' {
            $made = $simulator.Containers
            $container = New-ClusterContainer paper -Node pve2 -NoProvision
            $container.Status | Should -Be 'Pending'
            $container.ContainerId | Should -BeNullOrEmpty
            $simulator.Containers | Should -Be $made
            Remove-ClusterContainer paper -Confirm:$false
        }

        It 'is removed with -Force while it runs, and gives everything back' {
            Remove-ClusterContainer web1 -Force -Confirm:$false
            @(Get-ClusterContainer).Count | Should -Be 0
            @(Get-ClusterService).Count | Should -Be 0
            $simulator.Containers | Should -Be 0
            (Find-ClusterPort tcp).ExternalPort | Should -Be 2000
            (New-ClusterContainer next -Node pve1 -NoProvision).Ipv4Address | Should -Be '10.0.0.100'
            Remove-ClusterContainer next -Confirm:$false
        }
    }

    Context 'what fails' {
        It 'leaves nothing behind' {
            $problems = @()
            New-ClusterContainer lost -Node pve1 -Template no-such-template -ErrorAction SilentlyContinue -ErrorVariable problems
            (Get-ErrorId $problems) | Should -Be 'TemplateNotFound'
            @(Get-ClusterContainer).Count | Should -Be 0
            $simulator.Containers | Should -Be 0
        }
    }

    Context 'after the simulator has stopped' {
        It 'says that nodes do not answer' {
            Stop-ClusterSimulator $simulator
            Test-ClusterNode pve1 | Should -BeFalse
            $problems = @()
            New-ClusterContainer late -Node pve1 -Template debian-12 -ErrorAction SilentlyContinue -ErrorVariable problems
            (Get-ErrorId $problems) | Should -Be 'NotConnected'
            @(Get-ClusterContainer).Count | Should -Be 0
        }
    }
}
