using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ClusterManagement.Data.Configurations;

/// <summary>The table Users.</summary>
internal sealed class UserConfiguration : StampedEntityConfiguration<UserEntity>
{
    /// <inheritdoc/>
    protected override void ConfigureKey(EntityTypeBuilder<UserEntity> builder)
    {
        builder.HasKey(user => user.UidNumber);
        builder.Property(user => user.UidNumber).ValueGeneratedNever();
    }

    /// <inheritdoc/>
    protected override void ConfigureRest(EntityTypeBuilder<UserEntity> builder)
    {
        builder.ToTable("Users", table =>
        {
            table.HasCheckConstraint("CK_Users_uidNumber", Checks.Between("uidNumber", 2000, int.MaxValue));
            table.HasCheckConstraint("CK_Users_username", Checks.LowerCase("username"));
            table.HasCheckConstraint("CK_Users_mail", Checks.LowerCase("mail"));
            table.HasCheckConstraint("CK_Users_status", Checks.OneOf<UserStatus>("status"));
        });
        builder.Property(user => user.Username).HasMaxLength(32);
        builder.Property(user => user.Cn).HasMaxLength(255);
        builder.Property(user => user.Sn).HasMaxLength(255);
        builder.Property(user => user.GivenName).HasMaxLength(255);
        builder.Property(user => user.Mail).HasMaxLength(254);
        builder.Property(user => user.SshPublicKey).HasMaxLength(8192);
        builder.Property(user => user.UserPassword).HasMaxLength(255);

        // The default is for rows that plain SQL writes; ours always say their status.
        builder.Property(user => user.Status).HasDefaultValue(UserStatus.Pending).ValueGeneratedNever();
        builder.HasIndex(user => user.Username).IsUnique();
        builder.HasIndex(user => user.Mail).IsUnique();
    }
}
