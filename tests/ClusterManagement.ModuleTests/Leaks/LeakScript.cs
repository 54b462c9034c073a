namespace ClusterManagement.ModuleTests.Leaks;

/// <summary>
/// The script that puts a secret into every place that takes one, lets as much as possible fail with it, and writes down everything that
/// every stream says, errors and objects in full. It holds no secret itself: they are read from a file.
/// </summary>
internal static class LeakScript
{
    /// <summary>What the script needs to begin with.</summary>
    private const string Prelude = """
        param($module, $folder, $secretFile, $database, $engine, $server, $port, $user, $certificates)
        $env:TMPDIR = "$folder/tmp"; $env:HOME = "$folder/home"; $env:XDG_DATA_HOME = "$folder/home"; $env:CLUSTER_KEY_RING = "$folder/keys"
        $env:CLUSTER_DATABASE = $null
        $null = [System.IO.Directory]::CreateDirectory($env:TMPDIR), [System.IO.Directory]::CreateDirectory($env:HOME)
        Import-Module $module
        $secret = @{}
        foreach ($line in [System.IO.File]::ReadAllLines($secretFile)) { $name, $value = $line.Split(':', 2); $secret[$name] = $value }
        $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
        $ConfirmPreference = 'None'

        function Secure($text) { $secure = [securestring]::new(); foreach ($c in $text.ToCharArray()) { $secure.AppendChar($c) }; $secure }
        function Credential($name, $text) { [pscredential]::new($name, (Secure $text)) }
        function Serialize($item) { if ($null -ne $item) { [System.Management.Automation.PSSerializer]::Serialize($item, 6) } }

        function Show($item) {
            if ($item -is [System.Management.Automation.ErrorRecord]) {
                "ERROR $($item.FullyQualifiedErrorId): $item"
                "$($item.ErrorDetails) $($item.ErrorDetails.RecommendedAction) $($item.CategoryInfo) $($item.ScriptStackTrace)"
                $item.Exception.ToString()
                for ($cause = $item.Exception; $cause; $cause = $cause.InnerException) { foreach ($key in $cause.Data.Keys) { "$key = $($cause.Data[$key])" }; Serialize $cause }
                "$($item.TargetObject)"; Serialize $item.TargetObject
            } else {
                "$($item.GetType().Name.ToUpperInvariant()) $item"; Serialize $item
            }
        }

        # Runs a command and shows all it writes, to whichever stream; an error that ends it is one of the things.
        function Try-It([scriptblock] $command) {
            "COMMAND $command"
            try { & $command *>&1 | ForEach-Object { Show $_ } } catch { Show $_ }
            $Error.Clear()
        }

        """;

    /// <summary>Connections that fail, with a password in each.</summary>
    private const string Refusals = """

        $closed = 1
        foreach ($text in @(
            "Host=127.0.0.1;Port=$closed;Database=d;Username=u;Password=$($secret.wrongDatabasePassword)"
            "Host=127.0.0.1;Port=abc;Database=d;Username=u;Password=$($secret.wrongDatabasePassword)"
            "Host=127.0.0.1;Password=$($secret.wrongDatabasePassword);Nonsense=1"
            "Password=$($secret.wrongDatabasePassword);nonsense"
            "$($secret.wrongDatabasePassword)"
            "Password='$($secret.wrongDatabasePassword)"
            "Host=127.0.0.1;Username=u;Password=$($secret.wrongDatabasePassword)"
        )) {
            foreach ($provider in 'PostgreSQL', 'MySQL', 'MariaDB') {
                Try-It { Connect-ClusterDatabase -Provider $provider -ConnectionString $text }
                Try-It { Connect-ClusterDatabase -Provider $provider -ConnectionString (Secure $text) }
            }
        }

        Try-It { Connect-ClusterDatabase -Provider SQLite -ConnectionString "Data Source=x;Password=$($secret.wrongDatabasePassword)" }
        Try-It { Connect-ClusterDatabase -Provider PostgreSQL -Server 127.0.0.1 -Port $closed -Credential (Credential u $secret.wrongDatabasePassword) }
        foreach ($url in @(
            "postgresql://u:$($secret.wrongDatabasePassword)@127.0.0.1:$closed/d"
            "mariadb://u:$($secret.wrongDatabasePassword)@127.0.0.1:$closed/d"
            "mysql://u:$($secret.wrongDatabasePassword)@127.0.0.1:nowhere/d"
            "postgresql://u:$($secret.wrongDatabasePassword)@/d"
            "postgresql://u:$($secret.wrongDatabasePassword)@host"
            "oracle://u:$($secret.wrongDatabasePassword)@host/d"
            "postgresql://u:$($secret.wrongDatabasePassword)@host/d?Nonsense=1"
        )) {
            Try-It { Get-ClusterSite -Database $url }
            Try-It { Get-ClusterDatabase -Database $url }
            $env:CLUSTER_DATABASE = $url
            Try-It { Get-ClusterSite }
            Try-It { Initialize-ClusterDatabase }
            $env:CLUSTER_DATABASE = $null
        }

        if ($engine -ne 'SQLite') {
            $where = @{ Provider = $engine; Server = $server; Port = $port }
            Try-It { Connect-ClusterDatabase @where -Name $database -Credential (Credential $user $secret.wrongDatabasePassword) }
            Try-It { Connect-ClusterDatabase @where -Name $database -Credential (Credential nobody $secret.databasePassword) }
            Try-It { Connect-ClusterDatabase @where -Name nowhere -Credential (Credential $user $secret.databasePassword) -PassThru }
            Try-It { Get-ClusterSite }
            Try-It { Get-ClusterSite -Database "$($engine.ToLowerInvariant())://${user}:$([uri]::EscapeDataString($secret.wrongDatabasePassword))@${server}:$port/$database" }
        }

        """;

    /// <summary>Connects in every way that works, and makes the database.</summary>
    private const string Connect = """

        if ($engine -eq 'SQLite') {
            Try-It { Connect-ClusterDatabase -Path $database -PassThru }
        } else {
            Try-It { Connect-ClusterDatabase @where -Name $database -Credential (Credential $user $secret.databasePassword) -PassThru }
            Try-It { Initialize-ClusterDatabase }
            $text = "Server=$server;Port=$port;Database=$database;Username=$user;Password=$($secret.databasePassword)"
            if ($engine -eq 'PostgreSQL') { $text = $text.Replace('Server=', 'Host=') }
            Try-It { Connect-ClusterDatabase -Provider $engine -ConnectionString $text -PassThru }
            Try-It { Get-ClusterDatabase -Database "$($engine.ToLowerInvariant())://${user}:$($secret.databasePassword)@${server}:$port/$database" }
        }

        Try-It { Get-ClusterDatabase }

        """;

    /// <summary>Secrets of nodes and containers, with a cluster that takes them and one that does not.</summary>
    private const string Nodes = """

        # The first simulator brings the assembly along, of which the second one is made with the secrets it has to know.
        Stop-ClusterSimulator (Start-ClusterSimulator)
        $options = [ClusterManagement.Simulator.SimulatorOptions]@{ TokenSecret = $secret.token; Password = $secret.nodePassword; TaskDuration = [timespan]::Zero }
        $simulator = [ClusterManagement.Simulator.ProxmoxSimulator]::Start($options)
        $at = @{ ApiUrl = $simulator.Url; CertificateFingerprint = $simulator.CertificateFingerprint }
        $token = Credential $options.TokenId $secret.token
        $login = Credential root@pam $secret.nodePassword
        $new = @{ Node = 'pve1'; Template = 'debian-12'; Password = (Secure $secret.rootPassword) }
        Try-It { New-ClusterSite dc1 -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask /24 -Gateway 10.0.0.1 }
        Try-It { New-ClusterNode pve1 -Site dc1 @at -Credential $token -WhatIf }
        Try-It { New-ClusterNode pve1 -Site dc1 @at -Credential $token }
        Try-It { New-ClusterNode pve1 -Site dc1 @at -Credential $token }
        Try-It { New-ClusterNode pve2 -Site dc1 @at -Credential $login }
        $null = $simulator.Faults.Add([ClusterManagement.Simulator.Fault]@{ PathPattern = '/access/ticket$'; Status = 500; Times = 1; Message = "no luck with password=$($secret.nodePassword)" })
        Try-It { Test-ClusterNode pve2 -Detailed }
        Try-It { New-ClusterNode pve9 -Site dc1 @at -Credential (Credential 'no user' $secret.token) }
        Try-It { New-ClusterNode pve9 -Site dc1 -ApiUrl http://elsewhere:8006 -Credential $token }
        Try-It { New-ClusterNode pve9 -Site dc1 @at -Credential (Credential root@pam!t "$($secret.token)`n") }
        Try-It { Test-ClusterNode pve1, pve2 -Detailed }
        Try-It { Import-ClusterNode @at -Site dc1 -Credential $token }
        Try-It { Import-ClusterNode @at -Site dc1 -Credential $login -UseNodeAddress }
        Try-It { Import-ClusterNode -ApiUrl http://elsewhere:8006 -Site dc1 -Credential $token }
        Try-It { New-ClusterContainer web1 @new -Start -Description $secret.planted }
        Try-It { New-ClusterContainer web1 @new }
        Try-It { New-ClusterContainer db1 -Node pve2 -Template debian-12 -Password (Secure $secret.rootPassword) }
        Try-It { New-ClusterContainer web2 @new -WhatIf }
        Try-It { New-ClusterContainer env1 -Node pve1 -Template debian-12 -Environment @{ KEY = $secret.rootPassword; OTHER = 1 } -Start }
        $null = $simulator.Faults.Add([ClusterManagement.Simulator.Fault]@{ PathPattern = '/config$'; Method = 'PUT'; Status = 500; Times = 1; Message = "no KEY='$($secret.rootPassword)'" })
        Try-It { Set-ClusterContainer env1 -Environment @{ KEY = $secret.rootPassword; OTHER = 2 } }
        Try-It { Set-ClusterContainer env1 -Environment @{ KEY = $secret.rootPassword; OTHER = 2 } -Restart -PassThru }
        Try-It { Set-ClusterContainer env1 -Environment @{ KEY = "$($secret.rootPassword)`n" } }
        Try-It { Remove-ClusterContainer env1 -Force }
        Try-It { New-ClusterContainer web2 -Node pve1 -Template debian-12 -Password (Secure "$($secret.rootPassword)`n") }

        # A server may repeat what it was sent, and so may a task's log.
        foreach ($fault in @(
            @{ PathPattern = '/lxc$'; Method = 'POST'; Message = "password: '$($secret.rootPassword)' is too weak, said $($options.TokenId)=$($secret.token)" }
            @{ PathPattern = '/status/start$'; Message = "no luck for $($secret.token)" }
            @{ PathPattern = '/storage$'; Message = "no luck for $($secret.token)" }
        )) {
            $null = $simulator.Faults.Add([ClusterManagement.Simulator.Fault]($fault + @{ Status = 500; Times = 1 }))
            Try-It { New-ClusterContainer web3 @new -Start -OnFailure Keep }
            Try-It { Remove-ClusterContainer web3 -Force }
        }


        foreach ($wrong in (Credential $token.UserName $secret.wrongToken), (Credential root@pam $secret.wrongNodePassword)) {
            Try-It { Set-ClusterNode pve1 -Credential $wrong -PassThru }
            Try-It { Test-ClusterNode pve1 -Detailed }
            Try-It { New-ClusterContainer web4 @new }
            Try-It { Stop-ClusterContainer web1 -Force }
        }

        Try-It { Set-ClusterNode pve1 -Credential $token -ApiUrl https://127.0.0.1:1 }
        Try-It { Test-ClusterNode pve1 -Detailed }
        Try-It { Set-ClusterNode pve1 @at }

        """;

    /// <summary>Secrets of domains, users and sessions.</summary>
    private const string Others = """

        Try-It { New-ExternalDomain example.com -Site dc1 -CloudflareApiEmail a@example.com -CloudflareApiKey (Secure $secret.cloudflareKey) }
        Try-It { New-ExternalDomain example.com -Site dc1 -CloudflareApiKey (Secure $secret.cloudflareKey) }
        Try-It { New-ExternalDomain example.org -Site nowhere -CloudflareApiKey (Secure $secret.cloudflareKey) }
        Try-It { Set-ExternalDomain example.com -CloudflareApiKey (Secure $secret.cloudflareKey) -PassThru }
        Try-It { Set-ExternalDomain nowhere.example -CloudflareApiKey (Secure $secret.cloudflareKey) }
        Try-It { New-ClusterUser alice -Sn Doe -Mail alice@example.com -Password (Secure $secret.userPassword) }
        Try-It { New-ClusterUser alice -Sn Doe -Mail alice@example.com -Password (Secure $secret.userPassword) }
        Try-It { New-ClusterUser alice2 -Sn Doe -Mail alice@example.com -Password (Secure $secret.userPassword) }
        Try-It { New-ClusterUser bob -Sn Doe -Mail bob@example.com -Password (Secure ($secret.userPassword * 100)) }
        Try-It { Set-ClusterUserPassword alice -Password (Secure $secret.newUserPassword) }
        Try-It { Set-ClusterUserPassword nobody -Password (Secure $secret.newUserPassword) }
        Try-It { Test-ClusterCredential (Credential alice $secret.newUserPassword) }
        Try-It { Test-ClusterCredential (Credential alice $secret.userPassword) }
        Try-It { Test-ClusterCredential (Credential nobody $secret.userPassword) }
        Try-It { New-SessionSecret -Secret (Secure $secret.sessionSecret) }
        Try-It { New-SessionSecret -Secret (Secure $secret.sessionSecret) }
        Try-It { New-SessionSecret -Secret (Secure "$($secret.sessionSecret) with blanks") }
        Try-It { New-SessionSecret -Secret (Secure ($secret.sessionSecret * 3)) }
        Try-It { Get-SessionSecret }

        """;

    /// <summary>Private keys of certificates, and an edge that has them in its files, which are not among those that are searched.</summary>
    private const string Edge = """

        $pem = "$certificates/example.pem"
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/encrypted.key" }
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/encrypted.key" -Password (Secure $secret.wrongKeyPassword) }
        Try-It { Import-ClusterCertificate example.com -Path "$certificates/plain.key" }
        Try-It { Import-ClusterCertificate example.org -Path $pem -KeyPath "$certificates/plain.key" }
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/broken.key" }
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/plain.key" -WhatIf }
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/plain.key" }
        Try-It { Import-ClusterCertificate example.com -Path $pem -KeyPath "$certificates/encrypted.key" -Password (Secure $secret.keyPassword) }
        Try-It { Get-ClusterCertificate }
        Try-It { Add-HttpService -Container web1 -Port 80 -Hostname app -Domain example.com }
        Try-It { Export-ClusterConfiguration dc1 -Path "$certificates/edge" }
        Try-It { Test-ClusterConfiguration dc1 -Detailed }
        Try-It { Publish-ClusterConfiguration dc1 -Path "$certificates/published" -CheckCommand { $_ } -ReloadCommand { throw "no luck with $($_.Path)" } }
        Try-It { Publish-ClusterConfiguration dc1 -Path "$certificates/published" -SkipVerify -CheckCommand { $_ } -ReloadCommand { $_ } }

        """;

    /// <summary>The key ring, and what is read back at the end.</summary>
    private const string Ring = """

        Try-It { Initialize-ClusterDatabase -RotateKey }
        Try-It { Get-ClusterNode | Test-ClusterNode }
        $env:CLUSTER_KEY_RING_CERTIFICATE = "$folder/nowhere.pfx"; $env:CLUSTER_KEY_RING_CERTIFICATE_PASSWORD = $secret.certificatePassword
        $connection = Get-ClusterDatabase
        $env:CLUSTER_KEY_RING = "$folder/other-keys"
        $other = @{ Database = $(if ($engine -eq 'SQLite') { $database } else { "$($engine.ToLowerInvariant())://${user}:$($secret.databasePassword)@${server}:$port/$database" }) }
        Try-It { Test-ClusterNode pve1 @other }
        Try-It { Set-ClusterNode pve1 -Credential $token @other }
        [System.IO.File]::WriteAllText("$folder/nowhere.pfx", 'no certificate')
        Try-It { New-SessionSecret @other }
        $env:CLUSTER_KEY_RING_CERTIFICATE = $null
        Try-It { Test-ClusterNode pve1 @other }
        Try-It { New-ClusterContainer web5 @new @other }
        Try-It { Initialize-ClusterDatabase -RotateKey @other }
        foreach ($noun in 'ClusterSite', 'ClusterNode', 'ClusterContainer', 'ClusterService', 'ExternalDomain', 'ClusterCertificate', 'ClusterUser', 'SessionSecret', 'ClusterJob', 'ClusterAuditEvent', 'ClusterDatabase') {
            Try-It { & "Get-$noun" }
        }

        # The log goes when the last connection does.
        if ($engine -eq 'SQLite') { [System.IO.File]::Copy("$database-wal", "$folder/wal") }
        Try-It { Get-ClusterContainer | Remove-ClusterContainer -Force }
        Try-It { Remove-ClusterNode pve2 }
        $simulator.Dispose()
        """;

    /// <summary>Gets the script. Its parameters are those of the prelude.</summary>
    public static string Text => Prelude + Refusals + Connect + Nodes + Others + Edge + Ring;
}
