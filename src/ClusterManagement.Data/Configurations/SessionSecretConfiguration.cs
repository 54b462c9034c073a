using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table SessionSecrets.</summary>
internal sealed class SessionSecretConfiguration : EntityConfiguration<SessionSecretEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<SessionSecretEntity> builder)
    {
        builder.ToTable("SessionSecrets");
        builder.Property(secret => secret.Secret).HasMaxLength(2048);
        builder.Property(secret => secret.SecretFingerprint).HasMaxLength(64);
        builder.HasIndex(secret => secret.SecretFingerprint).IsUnique();
    }
}
