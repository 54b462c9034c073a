using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Tests whether a login name and a password let somebody in.</summary>
/// <remarks>
/// <para>Emits true for an active user with the right password, and false for everything else: a wrong password, a user that does not
/// exist, is pending or suspended, or has no password. Every way takes the same work and says nothing of its reason, so that names cannot
/// be guessed from the answer or its time. A hash that is weaker than today's is renewed when the password is right.</para>
/// </remarks>
/// <example>
/// <summary>Test a credential</summary>
/// <code>Test-ClusterCredential (Get-Credential jdoe)</code>
/// <para>True when jdoe may sign in with that password.</para>
/// </example>
/// <example>
/// <summary>Act on the answer</summary>
/// <code>if ($credential | Test-ClusterCredential) { 'welcome' } else { 'name or password is wrong' }</code>
/// <para>The credential comes from the pipeline.</para>
/// </example>
/// <seealso cref="SetClusterUserPasswordCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "ClusterCredential")]
[OutputType(typeof(bool))]
public sealed class TestClusterCredentialCommand : ClusterCmdlet
{
    /// <summary>The login name and the password.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
        WriteObject(Wait(Session.Users.TestCredentialAsync(Credential.UserName, new SecretText(Credential.Password), Context))));
}
