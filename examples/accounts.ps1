<#
.SYNOPSIS
    Accounts from registration to suspension, who changed what, and a backup that is restored.
.DESCRIPTION
    Runs in a database and a folder of its own below the system's temporary folder, and can be run again at any time.

        dotnet run --project src/ClusterManagement.Shell -- examples/accounts.ps1

    or, in pwsh, after ./build.ps1 and Import-Module ./ClusterManagement.psd1:

        ./examples/accounts.ps1
#>
$ErrorActionPreference = 'Stop'

$folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'ClusterManagement.Accounts')
if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
$null = [System.IO.Directory]::CreateDirectory($folder)
Connect-ClusterDatabase -Path ([System.IO.Path]::Combine($folder, 'cluster.db'))

# In real life a password comes from Get-Credential or a vault, and stands in no script.
function New-Secret([string] $Text) { [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
$password = New-Secret ([guid]::NewGuid().ToString())

try {
    'The first user administers; whoever registers later waits.'
    New-ClusterUser alice -Cn 'Alice Liddell' -Sn Liddell -Mail alice@example.com -Password $password | Out-Default
    [pscustomobject]@{ Username = 'bob'; Cn = 'Bob Builder'; Sn = 'Builder'; Mail = 'bob@example.com' },
    [pscustomobject]@{ Username = 'carol'; Cn = 'Carol Carter'; Sn = 'Carter'; Mail = 'carol@example.com' } | New-ClusterUser | Out-Default

    'Who waits is approved, and gets a group.'
    Get-ClusterUser -Status Pending | Approve-ClusterUser
    $null = New-ClusterGroup developers
    Add-ClusterGroupMember developers -User bob, carol | Out-Default
    Get-ClusterUser | Out-Default

    'Only an active user with the right password passes.'
    "  alice: $(Test-ClusterCredential ([pscredential]::new('alice', $password)))"
    "  alice, another password: $(Test-ClusterCredential ([pscredential]::new('alice', (New-Secret 'a guess'))))"
    Set-ClusterUserPassword carol -Password $password
    Suspend-ClusterUser carol
    "  carol, who is suspended: $(Test-ClusterCredential ([pscredential]::new('carol', $password)))"

    'The last administrator stays.'
    try {
        Remove-ClusterUser alice -Confirm:$false
    } catch {
        "  $($_.FullyQualifiedErrorId)"
        "  $($_.Exception.Message)"
        "  $($_.ErrorDetails.RecommendedAction)"
    }

    'Who changed what?'
    Get-ClusterAuditEvent -Resource User | Out-Default

    'A backup is one file, whatever engine the database is on. What happened since then is undone by restoring it.'
    $backup = [System.IO.Path]::Combine($folder, 'backup.db')
    Backup-ClusterDatabase $backup | Out-Default
    Remove-ClusterUser bob, carol -Confirm:$false
    $null = Restore-ClusterDatabase $backup -Confirm:$false
    Get-ClusterUser | Out-Default
} finally {
    Disconnect-ClusterDatabase
}
