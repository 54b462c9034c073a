using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Lists the secrets that sign web sessions.</summary>
/// <remarks>
/// <para>The newest one signs, all of them verify. The secrets themselves are shown only with <c>-IncludeSecret</c>, each as a
/// SecureString: what is written to a file from there is as secret as the key ring.</para>
/// </remarks>
/// <example>
/// <summary>See how old the secrets are</summary>
/// <code>Get-SessionSecret</code>
/// <para>Shows the newest first.</para>
/// </example>
/// <example>
/// <summary>Hand the secrets to a web application</summary>
/// <code>$env:SESSION_SECRETS = (Get-SessionSecret -IncludeSecret | ForEach-Object { $_.Secret | ConvertFrom-SecureString -AsPlainText }) -join ','</code>
/// <para>The first one signs; express-session takes such a list as it is.</para>
/// </example>
/// <seealso cref="NewSessionSecretCommand"/>
/// <seealso cref="RemoveSessionSecretCommand"/>
[Cmdlet(VerbsCommon.Get, "SessionSecret", DefaultParameterSetName = "All")]
[OutputType(typeof(SessionSecret))]
public sealed class GetSessionSecretCommand : ClusterCmdlet
{
    /// <summary>The numbers of secrets.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "ById")]
    [SessionSecretTransformation]
    public int[] Id { get; set; } = [];

    /// <summary>Only the one that signs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Newest")]
    public SwitchParameter Newest { get; set; }

    /// <summary>Shows the secrets themselves, each as a SecureString.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != "ById")
        {
            Run(() => Write(new SessionSecretFilter { NewestOnly = Newest, IncludeSecret = IncludeSecret }));
            return;
        }

        foreach (var id in Id)
        {
            Run(() =>
            {
                if (Write(new SessionSecretFilter { Id = id, IncludeSecret = IncludeSecret }) == 0)
                {
                    throw new ObjectNotFoundException(Nouns.SessionSecret, $"{id}");
                }
            });
        }
    }

    private int Write(SessionSecretFilter filter) => WriteAll(Session.SessionSecrets.FindAsync(filter, Context.CancellationToken));
}
