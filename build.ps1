<#
.SYNOPSIS
    Builds, tests, packs and cleans the module. A thin layer over dotnet: everything also works without pwsh.
.PARAMETER Task
    Build lays the module out in bin/ and en-US/, compiled ahead of time for this machine. Test runs the tests, and the Pester suite
    where Pester is installed. Package puts what is shipped into artifacts/ClusterManagement. Clean removes what was built.
.EXAMPLE
    ./build.ps1
    Import-Module ./ClusterManagement.psd1
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$root = $PSScriptRoot

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args -join ' ') failed with exit code $LASTEXITCODE." }
}

function Build {
    Invoke-DotNet build (Join-Path $root src ClusterManagement ClusterManagement.csproj) --configuration $Configuration --nologo
}

function Test {
    Invoke-DotNet test (Join-Path $root ClusterManagement.sln) --configuration $Configuration --nologo
    if (-not (Get-Module -ListAvailable Pester | Where-Object Version -GE '5.0')) {
        Write-Warning 'Pester 5 is not installed: the Pester suite was not run.'
        return
    }

    # A process of its own: the module's assemblies stay loaded, and locked, in the one that imported it.
    $suite = Join-Path $root tests ClusterManagement.Pester
    & ([System.Environment]::ProcessPath) -NoProfile -Command "Import-Module Pester; Invoke-Pester -Path '$suite' -Output Detailed -CI"
    if ($LASTEXITCODE -ne 0) { throw 'The Pester suite failed.' }
}

function Package {
    Build
    $target = Join-Path $root artifacts ClusterManagement
    if (Test-Path $target) { Remove-Item $target -Recurse }
    $null = New-Item $target -ItemType Directory
    foreach ($item in 'ClusterManagement.psd1', 'ClusterManagement.Types.ps1xml', 'ClusterManagement.Format.ps1xml', 'LICENSE', 'CHANGELOG.md', 'README.md', 'bin', 'en-US') {
        Copy-Item (Join-Path $root $item) $target -Recurse
    }

    Get-Item $target
}

function Clean {
    foreach ($folder in 'bin', 'en-US', 'artifacts') {
        $path = Join-Path $root $folder
        if (Test-Path $path) { Remove-Item $path -Recurse }
    }

    Get-ChildItem (Join-Path $root src), (Join-Path $root tests), (Join-Path $root tools) -Directory -Recurse -Include bin, obj |
        Where-Object { Test-Path $_ } | Remove-Item -Recurse
}

& $Task
