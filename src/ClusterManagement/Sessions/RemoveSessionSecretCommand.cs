using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Removes secrets of web sessions.</summary>
/// <remarks>
/// <para>What a removed secret signed does not verify any more: whoever holds such a session has to sign in again. The newest secret, the
/// one that signs, is never removed: by number it is refused, by age it is passed over. The age counts from when a secret was made, so
/// make new ones more often than the age.</para>
/// </remarks>
/// <example>
/// <summary>Remove what is older than two months</summary>
/// <code>Remove-SessionSecret -OlderThan (New-TimeSpan -Days 60) -Confirm:$false</code>
/// <para>Without being asked.</para>
/// </example>
/// <example>
/// <summary>Remove a secret that leaked</summary>
/// <code>$leaked = Get-SessionSecret -Newest
/// New-SessionSecret
/// $leaked | Remove-SessionSecret</code>
/// <para>A new one signs first; then the leaked one goes.</para>
/// </example>
/// <seealso cref="NewSessionSecretCommand"/>
[Cmdlet(VerbsCommon.Remove, "SessionSecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "ById")]
[OutputType(typeof(void))]
public sealed class RemoveSessionSecretCommand : ClusterCmdlet
{
    /// <summary>The secrets: numbers or objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "ById")]
    [SessionSecretTransformation]
    public int[] Id { get; set; } = [];

    /// <summary>The age from which secrets go, such as <c>30.00:00:00</c> for 30 days.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByAge")]
    public TimeSpan OlderThan { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "ByAge") Run(() => Wait(Session.SessionSecrets.PruneAsync(OlderThan, Context)));
        foreach (var id in Id) Run(() => Wait(Session.SessionSecrets.RemoveAsync(id, Context)));
    }
}
