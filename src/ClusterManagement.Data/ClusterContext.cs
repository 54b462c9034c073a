using ClusterManagement.Data.Configurations;
using ClusterManagement.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace ClusterManagement.Data;

/// <summary>
/// The database. One model for every engine; what an engine does differently is asked of its <see cref="DatabaseProvider"/>.
/// </summary>
public abstract class ClusterContext : DbContext
{
    /// <summary>Opens the database.</summary>
    /// <param name="options">The connection.</param>
    protected ClusterContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>What this engine does in its own way.</summary>
    public abstract DatabaseProvider Provider { get; }

    /// <summary>Sites.</summary>
    public DbSet<SiteEntity> Sites => Set<SiteEntity>();

    /// <summary>Nodes.</summary>
    public DbSet<NodeEntity> Nodes => Set<NodeEntity>();

    /// <summary>Containers.</summary>
    public DbSet<ContainerEntity> Containers => Set<ContainerEntity>();

    /// <summary>Services.</summary>
    public DbSet<ServiceEntity> Services => Set<ServiceEntity>();

    /// <summary>HTTPServices.</summary>
    public DbSet<HttpServiceEntity> HttpServices => Set<HttpServiceEntity>();

    /// <summary>TransportServices.</summary>
    public DbSet<TransportServiceEntity> TransportServices => Set<TransportServiceEntity>();

    /// <summary>DnsServices.</summary>
    public DbSet<DnsServiceEntity> DnsServices => Set<DnsServiceEntity>();

    /// <summary>ExternalDomains.</summary>
    public DbSet<ExternalDomainEntity> ExternalDomains => Set<ExternalDomainEntity>();

    /// <summary>Jobs.</summary>
    public DbSet<JobEntity> Jobs => Set<JobEntity>();

    /// <summary>JobStatuses.</summary>
    public DbSet<JobStatusEntity> JobStatuses => Set<JobStatusEntity>();

    /// <summary>Users.</summary>
    public DbSet<UserEntity> Users => Set<UserEntity>();

    /// <summary>Groups.</summary>
    public DbSet<GroupEntity> Groups => Set<GroupEntity>();

    /// <summary>UserGroups.</summary>
    public DbSet<UserGroupEntity> UserGroups => Set<UserGroupEntity>();

    /// <summary>SessionSecrets.</summary>
    public DbSet<SessionSecretEntity> SessionSecrets => Set<SessionSecretEntity>();

    /// <summary>AllocationPools.</summary>
    public DbSet<AllocationPoolEntity> AllocationPools => Set<AllocationPoolEntity>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ClusterContext).Assembly);
        Provider.ConfigureModel(modelBuilder);
        NamingConvention.Apply(modelBuilder, Provider);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every index is named in a configuration; a foreign key that a unique one covers already needs no second.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<ContainerStatus>().HaveConversion<LowerCaseConverter<ContainerStatus>>().HaveMaxLength(16);
        configurationBuilder.Properties<ServiceType>().HaveConversion<LowerCaseConverter<ServiceType>>().HaveMaxLength(16);
        configurationBuilder.Properties<TransportProtocol>().HaveConversion<LowerCaseConverter<TransportProtocol>>().HaveMaxLength(16);
        configurationBuilder.Properties<JobState>().HaveConversion<LowerCaseConverter<JobState>>().HaveMaxLength(16);
        configurationBuilder.Properties<UserStatus>().HaveConversion<LowerCaseConverter<UserStatus>>().HaveMaxLength(16);
        configurationBuilder.Properties<DnsRecordType>().HaveConversion<UpperCaseConverter<DnsRecordType>>().HaveMaxLength(16);
    }

    private void Stamp()
    {
        var now = DateTime.UtcNow;
        foreach (var entry in ChangeTracker.Entries<StampedEntity>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            if (entry.State == EntityState.Added) entry.Entity.CreatedAt = now;
            entry.Entity.UpdatedAt = now;
            entry.Entity.Version = Guid.NewGuid();
        }
    }
}
