Describe 'The module' {
    BeforeAll {
        $manifest = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../ClusterManagement.psd1'))
        Import-Module $manifest
        $commands = @(Get-Command -Module ClusterManagement)
        $pwsh = @(Get-Command pwsh -CommandType Application)[0].Source
    }

    Context 'the manifest' {
        It 'is valid' {
            $module = Test-ModuleManifest $manifest
            $module.Name | Should -Be 'ClusterManagement'
            $module.Version | Should -Be ([version] '0.1.0')
            $module.PowerShellVersion | Should -Be ([version] '7.6')
            ($module.CompatiblePSEditions -join ',') | Should -Be 'Core'
        }

        It 'exports what it names and nothing else' {
            $named = (Import-PowerShellDataFile $manifest).CmdletsToExport
            $exported = $commands.Name
            (@($exported | Sort-Object) -join ' ') | Should -Be (@($named | Sort-Object) -join ' ')
            @($commands | Where-Object CommandType -NE 'Cmdlet').Count | Should -Be 0
        }

        It 'exports <_>' -ForEach @(
            'New-ClusterSite', 'Get-ClusterSite', 'Set-ClusterSite', 'Remove-ClusterSite'
            'New-ClusterNode', 'Get-ClusterNode', 'Set-ClusterNode', 'Remove-ClusterNode', 'Test-ClusterNode'
            'New-ExternalDomain', 'Get-ExternalDomain', 'Set-ExternalDomain', 'Remove-ExternalDomain'
            'New-ClusterContainer', 'Get-ClusterContainer', 'Set-ClusterContainer', 'Remove-ClusterContainer'
            'Start-ClusterContainer', 'Stop-ClusterContainer', 'Restart-ClusterContainer'
            'Add-HttpService', 'Add-TransportService', 'Add-DnsService', 'Get-ClusterService', 'Remove-ClusterService'
            'Find-ClusterPort', 'Get-ClusterJob'
            'Connect-ClusterDatabase', 'Disconnect-ClusterDatabase', 'Get-ClusterDatabase', 'Initialize-ClusterDatabase'
            'Start-ClusterSimulator', 'Stop-ClusterSimulator'
        ) {
            $commands.Name | Should -Contain $_
        }
    }

    Context 'the commands' {
        It 'have approved verbs' {
            $approved = (Get-Verb).Verb
            @($commands | Where-Object { $_.Verb -notin $approved }).Count | Should -Be 0
        }

        It 'have -WhatIf and -Confirm when they change something' {
            $changing = @($commands | Where-Object { $_.Verb -in 'New', 'Set', 'Remove', 'Add', 'Start', 'Stop', 'Restart', 'Initialize' })
            $changing.Count | Should -BeGreaterThan 15
            $without = @($changing | Where-Object { -not $_.Parameters.ContainsKey('WhatIf') -or -not $_.Parameters.ContainsKey('Confirm') })
            ($without.Name -join ', ') | Should -BeNullOrEmpty
        }

        It 'have no switch that is on by itself, and no plain Boolean' {
            $booleans = foreach ($command in $commands) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.ParameterType -eq [bool]) { "$command -$($parameter.Name)" }
                }
            }
            ($booleans -join ', ') | Should -BeNullOrEmpty
        }

        It 'take secrets as PSCredential or SecureString only' {
            $plain = foreach ($command in $commands) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.Name -match 'Password|Secret|Key$|Credential' -and $parameter.Name -ne 'SshPublicKey' -and
                        $parameter.ParameterType -notin [pscredential], [securestring]) { "$command -$($parameter.Name)" }
                }
            }
            ($plain -join ', ') | Should -BeNullOrEmpty
        }
    }

    Context 'the help' {
        It 'has a synopsis and two examples for each command' {
            $gaps = foreach ($command in $commands) {
                $help = Get-Help $command.Name -Full
                if ([string]::IsNullOrWhiteSpace($help.Synopsis) -or $help.Synopsis -match [regex]::Escape("$($command.Name) [")) { "$command has no synopsis" }
                if (@($help.examples.example).Count -lt 2) { "$command has fewer than two examples" }
            }
            ($gaps -join ', ') | Should -BeNullOrEmpty
        }

        It 'describes each parameter' {
            $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
            $gaps = foreach ($command in $commands) {
                $described = @((Get-Help $command.Name -Full).parameters.parameter)
                foreach ($name in $command.Parameters.Keys) {
                    if ($name -in $common) { continue }
                    $found = @($described | Where-Object { $_.name -eq $name })
                    $text = if ($found.Count -gt 0) { @($found[0].description | ForEach-Object { $_.Text }) -join ' ' }
                    if ([string]::IsNullOrWhiteSpace($text)) { "$command -$name" }
                }
            }
            ($gaps -join ', ') | Should -BeNullOrEmpty
        }

        It 'has a topic about the module' {
            (Get-Help about_ClusterManagement | Out-String) | Should -Match 'SHORT DESCRIPTION'
        }
    }

    Context 'in a fresh process' {
        It 'loads no assembly of the engine on import' {
            $script = Join-Path $TestDrive 'import.ps1'
            Set-Content -Path $script -Value @'
param([string] $Manifest)
$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$null = Get-Command -Module ClusterManagement
$names = [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }
$names | Where-Object { $_ -match '^ClusterManagement|EntityFrameworkCore|Microsoft\.Data\.Sqlite|DataProtection' }
'@
            $loaded = @(& $pwsh -NoProfile -NonInteractive -File $script $manifest)
            $LASTEXITCODE | Should -Be 0
            $loaded | Should -Contain 'ClusterManagement'
            $loaded | Should -Not -Contain 'ClusterManagement.Engine'
            $loaded | Should -Not -Contain 'ClusterManagement.Data'
            $loaded | Should -Not -Contain 'ClusterManagement.Providers'
            @($loaded | Where-Object { $_ -notlike 'ClusterManagement*' }).Count | Should -Be 0
        }

        It 'keeps the engine in a context of its own' {
            $script = Join-Path $TestDrive 'context.ps1'
            Set-Content -Path $script -Value @'
param([string] $Manifest, [string] $Folder)
$ErrorActionPreference = 'Stop'
$env:CLUSTER_KEY_RING = Join-Path $Folder 'keys'
Import-Module $Manifest
$null = Get-ClusterSite -Database (Join-Path $Folder 'context.db')
Import-Module $Manifest -Force
$null = Get-ClusterSite -Database (Join-Path $Folder 'context.db')
foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
    foreach ($assembly in $context.Assemblies) {
        $name = $assembly.GetName().Name
        if ($name -like 'ClusterManagement*' -or $name -eq 'Microsoft.EntityFrameworkCore') { "$($context.Name)/$name" }
    }
}
'@
            $loaded = @(& $pwsh -NoProfile -NonInteractive -File $script $manifest $TestDrive)
            $LASTEXITCODE | Should -Be 0
            $loaded | Should -Contain 'Default/ClusterManagement'
            $loaded | Should -Contain 'Default/ClusterManagement.Abstractions'
            $loaded | Should -Contain 'ClusterManagement/ClusterManagement.Engine'
            $loaded | Should -Contain 'ClusterManagement/Microsoft.EntityFrameworkCore'
            $loaded | Should -Not -Contain 'Default/ClusterManagement.Engine'
            $loaded | Should -Not -Contain 'ClusterManagement/ClusterManagement.Abstractions'
        }
    }
}
