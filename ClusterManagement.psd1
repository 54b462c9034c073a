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
        'Add-ClusterGroupMember'
        'Add-DnsService'
        'Add-HttpService'
        'Add-TransportService'
        'Approve-ClusterUser'
        'Connect-ClusterDatabase'
        'Disconnect-ClusterDatabase'
        'Find-ClusterPort'
        'Get-ClusterAuditEvent'
        'Get-ClusterContainer'
        'Get-ClusterDatabase'
        'Get-ClusterGroup'
        'Get-ClusterGroupMember'
        'Get-ClusterJob'
        'Get-ClusterNode'
        'Get-ClusterService'
        'Get-ClusterSite'
        'Get-ClusterUser'
        'Get-ExternalDomain'
        'Get-SessionSecret'
        'Initialize-ClusterDatabase'
        'New-ClusterContainer'
        'New-ClusterGroup'
        'New-ClusterNode'
        'New-ClusterSite'
        'New-ClusterUser'
        'New-ExternalDomain'
        'New-SessionSecret'
        'Remove-ClusterContainer'
        'Remove-ClusterGroup'
        'Remove-ClusterGroupMember'
        'Remove-ClusterNode'
        'Remove-ClusterService'
        'Remove-ClusterSite'
        'Remove-ClusterUser'
        'Remove-ExternalDomain'
        'Remove-SessionSecret'
        'Restart-ClusterContainer'
        'Resume-ClusterUser'
        'Set-ClusterContainer'
        'Set-ClusterGroup'
        'Set-ClusterNode'
        'Set-ClusterSite'
        'Set-ClusterUser'
        'Set-ClusterUserPassword'
        'Set-ExternalDomain'
        'Start-ClusterContainer'
        'Start-ClusterSimulator'
        'Stop-ClusterContainer'
        'Stop-ClusterSimulator'
        'Suspend-ClusterUser'
        'Test-ClusterCredential'
        'Test-ClusterNode'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Proxmox', 'LXC', 'Container', 'Cluster', 'Infrastructure', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
