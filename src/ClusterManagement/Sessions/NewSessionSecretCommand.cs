using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Makes a secret for web sessions, which signs from now on.</summary>
/// <remarks>
/// <para>The former secrets go on verifying, so nobody is signed out. The secret is made of random characters unless one is given, and is
/// encrypted before it is stored. It is shown only with <c>-IncludeSecret</c>.</para>
/// </remarks>
/// <example>
/// <summary>Rotate</summary>
/// <code>New-SessionSecret
/// Remove-SessionSecret -OlderThan 60.00:00:00</code>
/// <para>Run once a month: sessions live at least one month and at most two.</para>
/// </example>
/// <example>
/// <summary>Store the secret an application has used so far</summary>
/// <code>New-SessionSecret -Secret (Read-Host -AsSecureString)</code>
/// <para>32 to 64 characters.</para>
/// </example>
/// <seealso cref="GetSessionSecretCommand"/>
/// <seealso cref="RemoveSessionSecretCommand"/>
[Cmdlet(VerbsCommon.New, "SessionSecret", SupportsShouldProcess = true, DefaultParameterSetName = "Random")]
[OutputType(typeof(SessionSecret))]
public sealed class NewSessionSecretCommand : ClusterCmdlet
{
    /// <summary>How many random characters to make: 32 to 64.</summary>
    [Parameter(ParameterSetName = "Random")]
    [PSDefaultValue(Help = "64")]
    public int Length { get; set; } = 64;

    /// <summary>The secret, in place of a random one: 32 to 64 printable ASCII characters without blanks. No two are the same.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Given")]
    public SecureString? Secret { get; set; }

    /// <summary>Shows the secret itself, as a SecureString.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var draft = new SessionSecretDraft
        {
            Length = Length,
            Secret = Secret is null ? null : new SecretText(Secret),
            IncludeSecret = IncludeSecret,
        };
        WriteResult(Wait(Session.SessionSecrets.CreateAsync(draft, Context)));
    });
}
