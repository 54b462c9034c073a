@{
    RootModule           = 'bin/ClusterManagement.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = 'f2a0a3c8-6f0f-4b8e-9d57-6a1c3e6b7d21'
    Author               = 'the ClusterManagement authors'
    CompanyName          = 'ClusterManagement'
    Copyright            = '(c) the ClusterManagement authors. MIT licence.'
    Description          = 'Owns a self-hosted Proxmox VE container cluster from end to end: sites, nodes, LXC containers, their HTTP, TCP, UDP and SRV services, public domains and jobs.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('ClusterManagement.Types.ps1xml')
    FormatsToProcess     = @('ClusterManagement.Format.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Add-DnsService'
        'Add-HttpService'
        'Add-TransportService'
        'Connect-ClusterDatabase'
        'Disconnect-ClusterDatabase'
        'Find-ClusterPort'
        'Get-ClusterContainer'
        'Get-ClusterDatabase'
        'Get-ClusterJob'
        'Get-ClusterNode'
        'Get-ClusterService'
        'Get-ClusterSite'
        'Get-ExternalDomain'
        'Import-ClusterDatabase'
        'Initialize-ClusterDatabase'
        'New-ClusterContainer'
        'New-ClusterNode'
        'New-ClusterSite'
        'New-ExternalDomain'
        'Remove-ClusterContainer'
        'Remove-ClusterNode'
        'Remove-ClusterService'
        'Remove-ClusterSite'
        'Remove-ExternalDomain'
        'Restart-ClusterContainer'
        'Set-ClusterContainer'
        'Set-ClusterNode'
        'Set-ClusterSite'
        'Set-ExternalDomain'
        'Start-ClusterContainer'
        'Start-ClusterSimulator'
        'Stop-ClusterContainer'
        'Stop-ClusterSimulator'
        'Test-ClusterNode'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Proxmox', 'LXC', 'Container', 'Cluster', 'Infrastructure', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
