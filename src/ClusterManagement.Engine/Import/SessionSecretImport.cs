using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>The secrets that sign web sessions, so that sessions go on. They stand there in plain text and are kept encrypted here.</summary>
/// <param name="plan">What is to be written.</param>
/// <param name="areSomeHere">True when there are secrets here already.</param>
internal sealed class SessionSecretImport(ImportPlan plan, bool areSomeHere) : RowImport<SessionSecretEntity, string>(ImportKind.SessionSecret, plan)
{
    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("id");

    /// <inheritdoc/>
    protected override SessionSecretEntity Map(SourceRow row, RowNotes notes)
    {
        var secret = AccountRules.SessionSecret(new SecretText(row.Text("secret") ?? string.Empty), "secret");
        var entity = new SessionSecretEntity { Secret = string.Empty, SecretFingerprint = SessionSecretService.Fingerprint(secret) };
        Plan.Hide(entity, secret, text => entity.Secret = text);
        return entity;
    }

    /// <inheritdoc/>
    protected override string Identity(SessionSecretEntity entity) => entity.SecretFingerprint;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(SessionSecretEntity here, SessionSecretEntity there) => [];

    /// <inheritdoc/>
    protected override void Reserve(SessionSecretEntity entity, SourceRow row, RowNotes notes)
    {
        if (areSomeHere) notes.Adapt("it comes after those that are here, and the last one signs");
    }
}
