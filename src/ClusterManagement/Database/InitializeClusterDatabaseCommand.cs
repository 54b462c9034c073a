using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>Makes a database, or brings its schema up to date.</summary>
/// <remarks>
/// <para>A SQLite file needs no command: it is made on first use. A database on a server is made by this one, together with its schema;
/// the user needs the right to create it, or an empty database of that name. After an update of the module a database may have an older
/// schema; commands then say so, and this one upgrades it. A database that is up to date is left as it is, and one of a newer module is
/// refused. Several of these commands at once do no harm: they wait for each other.</para>
/// <para>A key ring gets a new key every 90 days by itself, and what older keys encrypted stays readable. <c>-RotateKey</c> is for more
/// than that: when a key may have become known, or when the ring has been given a certificate that its older keys do not have.</para>
/// </remarks>
/// <example>
/// <summary>Upgrade the database in use</summary>
/// <code>Initialize-ClusterDatabase</code>
/// <para>Applies the migrations the database lacks, and shows the result.</para>
/// </example>
/// <example>
/// <summary>See what an upgrade would do</summary>
/// <code>Initialize-ClusterDatabase -Database ./lab.db -WhatIf</code>
/// <para>Names the schema version the database would get.</para>
/// </example>
/// <example>
/// <summary>Encrypt the secrets with a new key</summary>
/// <code>Initialize-ClusterDatabase -RotateKey -Verbose</code>
/// <para>Tells how many secrets were encrypted anew. Other machines that share the key ring read them at once.</para>
/// </example>
/// <seealso cref="GetClusterDatabaseCommand"/>
[Cmdlet(VerbsData.Initialize, "ClusterDatabase", SupportsShouldProcess = true)]
[OutputType(typeof(ClusterDatabase))]
public sealed class InitializeClusterDatabaseCommand : ClusterCmdlet
{
    /// <summary>
    /// Makes a new key in the database's key ring, and encrypts every stored secret with it, in one transaction. Older keys stay in the
    /// ring, since other databases may need them.
    /// </summary>
    [Parameter]
    public SwitchParameter RotateKey { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
    {
        var database = Wait(EngineGate.Engine.Databases.InitializeAsync(Database ?? DatabaseResolver.Current(SessionState), Context));
        if (database is null || (RotateKey && Wait(Session.Secrets.RotateKeysAsync(Context)) is null)) return;
        WriteObject(database);
    });
}
