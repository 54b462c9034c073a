Describe 'The edge' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
        $simulator = $cluster.Simulator
        $edge = Join-Path $TestDrive 'edge'
        $null = New-ClusterContainer web1 -Node pve1 -NoProvision | Add-HttpService -Port 80 -Hostname app -Domain example.com
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    It 'is exported once, and then only what differs' {
        $first = Export-ClusterConfiguration dc1 -Path $edge -WarningAction SilentlyContinue
        $first.Name | Should -Contain 'nginx/http/app.example.com.conf'
        $first.Change | Select-Object -Unique | Should -Be 'Added'
        Export-ClusterConfiguration dc1 -Path $edge -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'is published through commands, which are told of the release' {
        $said = [System.Collections.Generic.List[string]]::new()
        $published = Publish-ClusterConfiguration dc1 -Path (Join-Path $TestDrive 'published') -SkipVerify -WarningAction SilentlyContinue `
            -CheckCommand { $said.Add("check $($_.Version)") } -ReloadCommand { param($release) $said.Add("reload $($release.Version)") }
        $published.State | Should -Be 'Published'
        $said | Should -Be "check $($published.Version)", "reload $($published.Version)"
    }

    It 'is not published when the check fails' {
        { Publish-ClusterConfiguration dc1 -Path (Join-Path $TestDrive 'refused') -CheckCommand { throw 'no' } -ErrorAction Stop -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'ConfigurationInvalid,ClusterManagement.Commands.PublishClusterConfigurationCommand'
        Join-Path $TestDrive 'refused' 'current' | Should -Not -Exist
    }

    It 'is not published when a program fails before the last one' {
        $problem = $null
        Publish-ClusterConfiguration dc1 -Path (Join-Path $TestDrive 'refused') -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable problem `
            -CheckCommand { & (Join-Path $PSHOME 'pwsh') -NoProfile -Command 'exit 3'; 'not the last word' }
        $problem[0].FullyQualifiedErrorId | Should -Be 'ConfigurationInvalid,ClusterManagement.Commands.PublishClusterConfigurationCommand'
        $problem[0].Exception.Message | Should -Match 'non-zero exit code: 3'
    }

    It 'is not published when a function of a module fails, a script does, or a command leaves the loop it is called from' {
        $script = Join-Path $TestDrive 'command.ps1'
        'exit 3' | Set-Content $script
        $module = New-Module { function Invoke-Complaint { Get-ClusterSite nope; 'not the last word' } } | Import-Module -PassThru
        $preference = $ErrorActionPreference
        $turns = foreach ($command in { Invoke-Complaint }, { & $script }, { exit 3 }, { break }) {
            $problem = $null
            Publish-ClusterConfiguration dc1 -Path (Join-Path $TestDrive 'refused') -CheckCommand $command `
                -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[-1].FullyQualifiedErrorId
        }
        $module | Remove-Module
        $turns | Should -Be (@('ConfigurationInvalid,ClusterManagement.Commands.PublishClusterConfigurationCommand') * 4)
        $ErrorActionPreference | Should -Be $preference
    }

    It 'keeps the files of daemons that are left out, unless force is given' {
        $folder = Join-Path $TestDrive 'fewer'
        $null = Export-ClusterConfiguration dc1 -Path $folder -WarningAction SilentlyContinue
        { Export-ClusterConfiguration dc1 -Path $folder -Daemon Nginx -WarningAction SilentlyContinue -ErrorAction Stop } |
            Should -Throw -ErrorId 'ForeignFile,ClusterManagement.Commands.ExportClusterConfigurationCommand'
        (Export-ClusterConfiguration dc1 -Path $folder -Daemon Nginx -Force -WarningAction SilentlyContinue).Name | Should -Contain 'dnsmasq/dnsmasq.conf'
    }

    It 'is exported for each site of the pipeline into a folder of its own' {
        $folder = Join-Path $TestDrive 'edges'
        $null = Get-ClusterSite dc1 | Export-ClusterConfiguration -Path { Join-Path $folder $_.Name } -WarningAction SilentlyContinue
        Join-Path $folder 'dc1' 'nginx' 'nginx.conf' | Should -Exist
    }

    It 'leaves the folder of another site to it' {
        $null = New-ClusterSite dc2 -InternalDomain other.internal -DhcpRange 10.9.0.10-10.9.0.20 -SubnetMask 255.255.255.0 -Gateway 10.9.0.1 -DnsForwarders 9.9.9.9
        { Export-ClusterConfiguration dc2 -Path $edge -ErrorAction Stop } |
            Should -Throw -ErrorId 'ForeignFile,ClusterManagement.Commands.ExportClusterConfigurationCommand'
        Export-ClusterConfiguration dc1 -Path $edge -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
