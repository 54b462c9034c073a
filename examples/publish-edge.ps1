<#
.SYNOPSIS
    Publishes a site's edge to daemons that run elsewhere.

.DESCRIPTION
    The files are written and switched in a folder here, and carried to the machine of the edge by commands of your own. $Run runs one
    line there; by default it is run by a shell of this machine. For a machine behind SSH give, for example:

        -Run { param($line) & ssh edge1.example.com $line } -Copy { param($from, $to) & rsync -a --chmod=F600 "$from/" "edge1.example.com:$to/" }

    Any program that ends with an exit code other than 0 fails the publication; then the former files are put back there too. The version
    in use and the one before it stay there, older ones go.

.EXAMPLE
    ./publish-edge.ps1 -Site dc1 -Path ./edge -Remote /srv/edge
#>
param(
    [string] $Site = 'dc1',
    [string] $Path = './edge',
    [string] $Remote = "$([System.IO.Path]::GetFullPath($Path))-remote",
    [scriptblock] $Run = { param($line) & sh -c $line },
    [scriptblock] $Copy = { param($from, $to) & cp -R "$from/." $to },
    [string] $Check = 'test -s {0}/nginx/nginx.conf && test -s {0}/dnsmasq/dnsmasq.conf',
    [string] $Reload = 'test -e {0}/nginx/nginx.conf',
    [switch] $Demo
)

if ($Demo) {
    # A site to publish, where there is none.
    $null = New-ClusterSite $Site -InternalDomain cluster.internal -DhcpRange 10.0.0.100-10.0.0.200 -SubnetMask 255.255.255.0 -Gateway 10.0.0.1
    $null = New-ClusterNode pve1 -Site $Site
    $null = New-ExternalDomain example.com -Site $Site
    $null = New-ClusterContainer web1 -Node pve1 -NoProvision | Add-HttpService -Port 8080 -Hostname app -Domain example.com
}

# Beside the files in use, and checked there: with nginx -t -c {0}/nginx/nginx.conf and dnsmasq --test -C {0}/dnsmasq/dnsmasq.conf.
$checkThere = {
    $place = "$Remote/versions/$($_.Version)"
    & $Run "mkdir -p '$place'"
    & $Copy $_.Path $place
    & $Run ($Check -f $place)
}

# Switched by one rename, then reloaded: with systemctl reload-or-restart nginx && systemctl restart dnsmasq.
$reloadThere = {
    & $Run "ln -sfn 'versions/$($_.Version)' '$Remote/current.new' && mv -T '$Remote/current.new' '$Remote/current' && $($Reload -f "$Remote/current")"
    & $Run "cd '$Remote/versions' && ls -1t | grep -vx '$($_.Version)' | tail -n +2 | xargs -r rm -rf --"
}

$edge = Publish-ClusterConfiguration -Site $Site -Path $Path -CheckCommand $checkThere -ReloadCommand $reloadThere -SkipVerify
"Site $($edge.Site): $($edge.State) version $($edge.Version) in $Remote"
