Describe 'Errors' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $null = New-ClusterContainer web1 -Node pve1 -Template debian-12 -Start
        $null = Add-TransportService -Container web1 -Protocol tcp -Port 22
        $null = Add-HttpService -Container web1 -Port 80 -Hostname app -Domain example.com

        # Runs a command that is to fail without ending, and returns its one error record.
        function Get-Problem {
            param([scriptblock] $Command)
            $ErrorActionPreference = 'Continue'
            $found = @(& $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            $found.Count | Should -Be 1
            $found[0]
        }
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'an error record' {
        It 'has an id, a category, a target and advice' {
            $problem = Get-Problem { Get-ClusterSite nowhere }
            $problem.FullyQualifiedErrorId | Should -Be 'SiteNotFound,ClusterManagement.Commands.GetClusterSiteCommand'
            $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problem.TargetObject | Should -Be 'nowhere'
            $problem.Exception.Message | Should -Be "Site 'nowhere' does not exist."
            $problem.ErrorDetails.RecommendedAction | Should -Be 'List what exists with Get-ClusterSite.'
        }

        It 'is caught with -ErrorAction Stop' {
            { Get-ClusterSite nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'SiteNotFound,ClusterManagement.Commands.GetClusterSiteCommand'
        }

        It 'names parameter, value and what is allowed' {
            $problem = Get-Problem { Add-TransportService -Container web1 -Protocol tcp -Port 70000 }
            $problem.Exception.Message | Should -Be "-Port '70000' is not valid. Allowed: a port from 1 to 65535."
            $problem.Exception.Parameter | Should -Be 'Port'
        }
    }

    Context 'what does not exist' {
        It '<Id>' -ForEach @(
            @{ Id = 'SiteNotFound'; Command = { Get-ClusterSite nowhere } }
            @{ Id = 'NodeNotFound'; Command = { Get-ClusterNode nowhere } }
            @{ Id = 'NodeNotFound'; Command = { New-ClusterContainer x1 -Node nowhere -NoProvision } }
            @{ Id = 'ContainerNotFound'; Command = { Get-ClusterContainer nowhere } }
            @{ Id = 'ContainerNotFound'; Command = { Start-ClusterContainer nowhere } }
            @{ Id = 'ExternalDomainNotFound'; Command = { Get-ExternalDomain nowhere.example } }
            @{ Id = 'ServiceNotFound'; Command = { Get-ClusterService -Id 99999 } }
            @{ Id = 'JobNotFound'; Command = { Get-ClusterJob 99999 } }
            @{ Id = 'TemplateNotFound'; Command = { New-ClusterContainer x1 -Node pve1 -Template nothing } }
            @{ Id = 'StorageNotFound'; Command = { New-ClusterContainer x1 -Node pve1 -Template debian-12 -Storage nothing } }
        ) {
            $problem = Get-Problem $Command
            $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        }
    }

    Context 'what is taken' {
        It '<Id>' -ForEach @(
            @{ Id = 'SiteAlreadyExists'; Command = { New-ClusterSite DC1 -InternalDomain a.b -DhcpRange 10.3.0.10-10.3.0.20 -SubnetMask /24 -Gateway 10.3.0.1 } }
            @{ Id = 'NodeAlreadyExists'; Command = { New-ClusterNode PVE1 -Site dc1 } }
            @{ Id = 'ExternalDomainAlreadyExists'; Command = { New-ExternalDomain EXAMPLE.com -Site dc1 } }
            @{ Id = 'ContainerAlreadyExists'; Command = { New-ClusterContainer WEB1 -Node pve2 -NoProvision } }
            @{ Id = 'ContainerAlreadyExists'; Command = { New-ClusterContainer x1 -Node pve2 -NoProvision -Ipv4Address 10.0.0.100 } }
            @{ Id = 'ContainerDiffers'; Command = { New-ClusterContainer web1 -Node pve1 -Template debian-12 -Memory 4096 -IfNotExists } }
            @{ Id = 'ServiceAlreadyExists'; Command = { Add-TransportService -Container web1 -Protocol tcp -Port 23 -ExternalPort 2000 } }
            @{ Id = 'ServiceAlreadyExists'; Command = { Add-HttpService -Container web1 -Port 81 -Hostname APP -Domain example.com } }
        ) {
            $problem = Get-Problem $Command
            $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $problem.CategoryInfo.Category | Should -Be 'ResourceExists'
        }
    }

    Context 'what is in use' {
        It '<Id>' -ForEach @(
            @{ Id = 'SiteInUse'; Command = { Remove-ClusterSite dc1 -Confirm:$false } }
            @{ Id = 'NodeInUse'; Command = { Remove-ClusterNode pve1 -Confirm:$false } }
            @{ Id = 'ContainerInUse'; Command = { Remove-ClusterContainer web1 -Confirm:$false } }
            @{ Id = 'ExternalDomainInUse'; Command = { Remove-ExternalDomain example.com -Confirm:$false } }
        ) {
            $problem = Get-Problem $Command
            $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $problem.CategoryInfo.Category | Should -Be 'ResourceBusy'
        }
    }

    Context 'what is not valid' {
        It '<Parameter>' -ForEach @(
            @{ Parameter = 'DhcpRange'; Command = { New-ClusterSite x -InternalDomain a.b -DhcpRange 10.3.0.10-10.3.9.20 -SubnetMask 255.255.255.0 -Gateway 10.3.0.1 } }
            @{ Parameter = 'SubnetMask'; Command = { New-ClusterSite x -InternalDomain a.b -DhcpRange 10.3.0.10-10.3.0.20 -SubnetMask 255.0.255.0 -Gateway 10.3.0.1 } }
            @{ Parameter = 'Gateway'; Command = { New-ClusterSite x -InternalDomain a.b -DhcpRange 10.3.0.10-10.3.0.20 -SubnetMask 255.255.255.0 -Gateway 10.3.0.15 } }
            @{ Parameter = 'InternalDomain'; Command = { New-ClusterSite x -InternalDomain 'a b' -DhcpRange 10.3.0.10-10.3.0.20 -SubnetMask 255.255.255.0 -Gateway 10.3.0.1 } }
            @{ Parameter = 'ApiUrl'; Command = { New-ClusterNode x1 -Site dc1 -ApiUrl http://pve9.example:8006 -Credential $simulator.Credential } }
            @{ Parameter = 'CertificateFingerprint'; Command = { New-ClusterNode x1 -Site dc1 -CertificateFingerprint 00:11 } }
            @{ Parameter = 'Name'; Command = { New-ClusterContainer "x1`nserver" -Node pve1 -NoProvision } }
            @{ Parameter = 'MacAddress'; Command = { New-ClusterContainer x1 -Node pve1 -NoProvision -MacAddress nonsense } }
            @{ Parameter = 'Ipv4Address'; Command = { New-ClusterContainer x1 -Node pve1 -NoProvision -Ipv4Address 192.168.1.1 } }
            @{ Parameter = 'Template'; Command = { New-ClusterContainer x1 -Node pve1 } }
            @{ Parameter = 'Hostname'; Command = { Add-HttpService -Container web1 -Port 80 -Hostname 'a..b' -Domain example.com } }
            @{ Parameter = 'UseTls'; Command = { Add-TransportService -Container web1 -Protocol udp -Port 53 -UseTls } }
            @{ Parameter = 'ServiceName'; Command = { Add-DnsService -Container web1 -Port 53 -ServiceName ldap } }
        ) {
            $problem = Get-Problem $Command
            $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidValue,*'
            $problem.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $problem.Exception.Parameter | Should -Be $Parameter
            @($problem.Exception.Message.Split("`n")).Count | Should -Be 1
        }

        It 'changes nothing' {
            (@(Get-ClusterSite).Name -join ' ') | Should -Be 'dc1'
            (@(Get-ClusterNode).Name -join ' ') | Should -Be 'pve1 pve2'
            (@(Get-ClusterContainer).Name -join ' ') | Should -Be 'web1'
            @(Get-ClusterService).Count | Should -Be 2
            $simulator.Containers | Should -Be 1
        }
    }

    Context 'what runs out' {
        It 'says which pool and how large' {
            $null = New-ClusterSite tiny -InternalDomain tiny.internal -DhcpRange 10.4.0.10-10.4.0.11 -SubnetMask /24 -Gateway 10.4.0.1
            $null = New-ClusterNode tiny1 -Site tiny
            $null = New-ClusterContainer t1 -Node tiny1 -NoProvision
            $null = New-ClusterContainer t2 -Node tiny1 -NoProvision
            $problem = Get-Problem { New-ClusterContainer t3 -Node tiny1 -NoProvision }
            $problem.FullyQualifiedErrorId | Should -BeLike 'PoolExhausted,*'
            $problem.CategoryInfo.Category | Should -Be 'LimitsExceeded'
            $problem.Exception.Size | Should -Be 2
            $problem.Exception.Message | Should -Match '10\.4\.0\.10-10\.4\.0\.11'
        }
    }

    Context 'Proxmox' {
        It 'is not trusted without a pinned certificate' {
            $null = New-ClusterNode pve3 -Site dc1 -ApiUrl $simulator.ApiUrl -Credential $simulator.Credential
            $problem = Get-Problem { New-ClusterContainer x1 -Node pve3 -Template debian-12 }
            $problem.FullyQualifiedErrorId | Should -BeLike 'UntrustedCertificate,*'
            $problem.Exception.Message | Should -Match ([regex]::Escape($simulator.CertificateFingerprint))
        }

        It 'refuses a wrong token' {
            $wrong = [pscredential]::new($simulator.Credential.UserName, (ConvertTo-SecureString 'wrong-secret-000000' -AsPlainText -Force))
            Set-ClusterNode pve3 -Credential $wrong -CertificateFingerprint $simulator.CertificateFingerprint
            $problem = Get-Problem { New-ClusterContainer x1 -Node pve3 -Template debian-12 }
            $problem.FullyQualifiedErrorId | Should -BeLike 'AuthenticationFailed,*'
            $problem.CategoryInfo.Category | Should -Be 'AuthenticationError'
            $problem.Exception.Message | Should -Not -Match 'wrong-secret'
        }

        It 'needs an address and a credential' {
            $problem = Get-Problem { New-ClusterContainer x1 -Node tiny1 -Template debian-12 -Ipv4Address 10.4.0.20 }
            $problem.FullyQualifiedErrorId | Should -BeLike 'NodeNotConfigured,*'
        }

        It 'keeps nothing of it' {
            @(Get-ClusterContainer x*).Count | Should -Be 0
            $simulator.Containers | Should -Be 1
        }
    }
}
