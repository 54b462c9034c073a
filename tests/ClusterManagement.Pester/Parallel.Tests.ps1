Describe 'Many containers at once' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    It 'makes them on the nodes of the site' {
        $made = @(1..8 | ForEach-Object { "web$_" } | New-ClusterContainer -Site dc1 -Template debian-12 -Disk 1 -Start -ThrottleLimit 8)
        $made.Count | Should -Be 8
        @($made | Where-Object Status -eq Running).Count | Should -Be 8
        @($made | Group-Object Node | Where-Object Count -eq 4).Count | Should -Be 2
    }

    It 'gives addresses in the order of the names' {
        foreach ($number in 1..8) { (Get-ClusterContainer "web$number").Ipv4Address | Should -Be "10.0.0.$(99 + $number)" }
    }

    It 'makes nothing the second time' {
        $again = @(1..8 | ForEach-Object { "web$_" } | New-ClusterContainer -Site dc1 -Template debian-12 -Disk 1 -Start -IfNotExists)
        $again.Count | Should -Be 8
        @(Get-ClusterContainer).Count | Should -Be 8
        @(Get-ClusterJob | Where-Object Name -Like 'Create*').Count | Should -Be 8
    }

    It 'tells how one that exists differs' {
        New-ClusterContainer web1 -Template debian-12 -Memory 4096 -IfNotExists -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ContainerDiffers,*'
        $problems[0].Exception.Differences[0].Field | Should -Be 'Memory'
    }

    It 'takes one container and undoes the rest when that is enough' {
        $first = 1..6 | ForEach-Object { "late$_" } | New-ClusterContainer -Site dc1 -Template debian-12 -Disk 1 -ThrottleLimit 2 | Select-Object -First 1
        $first.Name | Should -BeLike 'late*'
        @(Get-ClusterContainer late* | Where-Object Status -NotIn Running, Stopped).Count | Should -Be 0
        @(Get-ClusterContainer late*).Count | Should -BeLessOrEqual 2
    }

    It 'removes them' {
        Get-ClusterContainer | Remove-ClusterContainer -Force -Confirm:$false -ThrottleLimit 8
        @(Get-ClusterContainer).Count | Should -Be 0
    }
}
