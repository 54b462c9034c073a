Describe 'Accounts' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'TestCluster.ps1')
        $cluster = Start-TestCluster $TestDrive

        # A credential of a name and a password.
        function Get-TestCredential {
            param([string] $Name, [string] $Password)
            [pscredential]::new($Name, (ConvertTo-SecureString $Password -AsPlainText -Force))
        }

        # Runs a command that is to fail without ending, and returns the id of its one error.
        function Get-ProblemId {
            param([scriptblock] $Command)
            $ErrorActionPreference = 'Continue'
            $found = @(& $Command 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            $found.Count | Should -Be 1
            Get-ErrorId $found
        }

        $alice = Get-TestCredential alice 'Alice-Password-42'
        $first = New-ClusterUser -Credential $alice -GivenName Alice -Sn Doe -Mail Alice@example.com
    }

    AfterAll {
        Stop-TestCluster $cluster
    }

    Context 'registration' {
        It 'makes the first user an active administrator' {
            $first.UidNumber | Should -Be 2000
            $first.Status | Should -Be 'Active'
            $first.IsAdministrator | Should -BeTrue
            ($first.Groups -join ' ') | Should -Be 'ldapusers sysadmins'
            $first.Mail | Should -Be 'alice@example.com'
        }

        It 'takes the rows of a table, which wait for approval' {
            $csv = Join-Path $TestDrive 'users.csv'
            @'
Username,GivenName,Sn,Mail,SshPublicKey
bob,Bob,Roe,bob@example.com,
carol,Carol,Roe,carol@example.com,ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIx90VJJO25+fZI33P4wwKRYc8SuodkrUm8oLs9/OQ5 me@host
'@ | Set-Content $csv
            $users = @(Import-Csv $csv | New-ClusterUser)
            ($users.UidNumber -join ' ') | Should -Be '2001 2002'
            ($users.Status -join ' ') | Should -Be 'Pending Pending'
            ($users.Cn -join ', ') | Should -Be 'Bob Roe, Carol Roe'
            $users[0].SshPublicKey | Should -BeNullOrEmpty
            $users[1].SshPublicKey | Should -Match '^ssh-ed25519 '
        }

        It 'lets in who waits' {
            (@(Get-ClusterUser -Status Pending | Approve-ClusterUser -PassThru).Username -join ' ') | Should -Be 'bob carol'
            @(Get-ClusterUser -Status Pending).Count | Should -Be 0
        }

        It 'never hands a number out again' {
            Remove-ClusterUser carol -Confirm:$false
            (New-ClusterUser carol -Sn Roe -Mail carol@example.com).UidNumber | Should -Be 2003
        }

        It 'refuses <Id>' -ForEach @(
            @{ Id = 'UserAlreadyExists'; Command = { New-ClusterUser alice -Sn Doe -Mail other@example.com } }
            @{ Id = 'UserAlreadyExists'; Command = { New-ClusterUser other -Sn Doe -Mail ALICE@example.com } }
            @{ Id = 'InvalidValue'; Command = { New-ClusterUser 'Not Posix' -Sn Doe -Mail other@example.com } }
            @{ Id = 'InvalidValue'; Command = { New-ClusterUser other -Sn "a`nb" -Mail other@example.com } }
            @{ Id = 'InvalidValue'; Command = { New-ClusterUser other -Sn Doe -Mail nonsense } }
            @{ Id = 'InvalidValue'; Command = { New-ClusterUser other -Sn Doe -Mail other@example.com -SshPublicKey 'ssh-rsa AAAA' } }
            @{ Id = 'InvalidValue'; Command = { Set-ClusterUserPassword alice -Password (ConvertTo-SecureString 'short' -AsPlainText -Force) } }
            @{ Id = 'UserNotFound'; Command = { Get-ClusterUser nobody } }
        ) {
            Get-ProblemId $Command | Should -Be $Id
        }
    }

    Context 'passwords' {
        It 'let in the right one only' {
            Test-ClusterCredential $alice | Should -BeTrue
            Test-ClusterCredential (Get-TestCredential alice 'Alice-Password-43') | Should -BeFalse
            Test-ClusterCredential (Get-TestCredential nobody 'Alice-Password-42') | Should -BeFalse
            Test-ClusterCredential (Get-TestCredential bob 'Alice-Password-42') | Should -BeFalse
        }

        It 'let in nobody who is suspended' {
            $bob = Get-TestCredential bob 'Bob-Password-42'
            $bob | Set-ClusterUserPassword
            $bob | Test-ClusterCredential | Should -BeTrue
            Suspend-ClusterUser bob
            $bob | Test-ClusterCredential | Should -BeFalse
            Resume-ClusterUser bob
            $bob | Test-ClusterCredential | Should -BeTrue
        }

        It 'show in no object and no stream' {
            $text = @(
                Get-ClusterUser | ConvertTo-Json -Depth 4
                Test-ClusterCredential (Get-TestCredential alice 'Wrong-Password-42') -Verbose -Debug 4>&1 5>&1
                Set-ClusterUserPassword alice -Password $alice.Password -Verbose -Debug 4>&1 5>&1
            ) | Out-String -Width 4096
            foreach ($secret in 'Alice-Password-42', 'Wrong-Password-42', 'Bob-Password-42', 'argon2id') { $text.Contains($secret) | Should -BeFalse }
        }
    }

    Context 'groups' {
        It 'have members that come and go through the pipeline' {
            (New-ClusterGroup developers).GidNumber | Should -Be 2003
            (@(Get-ClusterUser bob, carol | Add-ClusterGroupMember developers).User -join ' ') | Should -Be 'bob carol'
            (@(Get-ClusterUser bob | Get-ClusterGroup).Cn -join ' ') | Should -Be 'developers ldapusers'
            (@(Get-ClusterGroup developers | Get-ClusterUser).Username -join ' ') | Should -Be 'bob carol'
            Get-ClusterGroupMember developers | Remove-ClusterGroupMember -Confirm:$false
            (Get-ClusterGroup developers).Members | Should -Be 0
        }

        It 'keep their last administrator' {
            Get-ProblemId { Remove-ClusterUser alice -Confirm:$false } | Should -Be 'LastAdministrator'
            Get-ProblemId { Suspend-ClusterUser alice } | Should -Be 'LastAdministrator'
            Get-ProblemId { Remove-ClusterGroupMember sysadmins alice -Confirm:$false } | Should -Be 'LastAdministrator'
            Get-ProblemId { Set-ClusterGroup sysadmins -IsAdministrator:$false } | Should -Be 'LastAdministrator'
            Get-ProblemId { Remove-ClusterGroup ldapusers -Force -Confirm:$false } | Should -Be 'GroupInUse'

            $null = Add-ClusterGroupMember administrators bob
            (Suspend-ClusterUser alice -PassThru).Status | Should -Be 'Suspended'
            Resume-ClusterUser alice
        }

        It 'show as tables' {
            (Get-ClusterUser alice | Out-String -Width 200) | Should -Match 'alice\s+2000\s+Active\s+Alice Doe\s+alice@example\.com\s+ldapusers, sysadmins'
            (Get-ClusterGroup | Out-String -Width 200) | Should -Match 'sysadmins\s+2001\s+administrator\s+1'
            (Get-ClusterGroupMember sysadmins | Out-String -Width 200) | Should -Match 'Group: sysadmins'
        }

        It 'are left alone by -WhatIf' {
            $before = Get-ClusterUser | ConvertTo-Json -Depth 4
            New-ClusterUser dry -Sn Run -Mail dry@example.com -WhatIf
            Set-ClusterUser bob -Cn Other -WhatIf
            Remove-ClusterUser bob -WhatIf
            Remove-ClusterGroup developers -WhatIf
            Add-ClusterGroupMember developers bob -WhatIf
            (Get-ClusterUser | ConvertTo-Json -Depth 4) | Should -Be $before
            (Get-ClusterGroup developers).Members | Should -Be 0
        }
    }

    Context 'session secrets' {
        It 'rotate, and the newest stays' {
            $null = 1..3 | ForEach-Object { New-SessionSecret }
            (@(Get-SessionSecret).IsNewest -join ' ') | Should -Be 'True False False'
            $newest = Get-SessionSecret -Newest
            Get-ProblemId { $newest | Remove-SessionSecret -Confirm:$false } | Should -Be 'SessionSecretInUse'
            Remove-SessionSecret -OlderThan 0 -Confirm:$false
            @(Get-SessionSecret).Id | Should -Be $newest.Id
        }

        It 'are handed out when asked for' {
            (Get-SessionSecret -Newest).Secret | Should -BeNullOrEmpty
            $secret = (Get-SessionSecret -Newest -IncludeSecret).Secret | ConvertFrom-SecureString -AsPlainText
            $secret | Should -Match '^[A-Za-z0-9_-]{64}$'
            Get-ProblemId { New-SessionSecret -Secret (ConvertTo-SecureString $secret -AsPlainText -Force) } | Should -Be 'SessionSecretAlreadyExists'
            Get-ProblemId { New-SessionSecret -Length 31 } | Should -Be 'InvalidValue'
        }
    }
}
