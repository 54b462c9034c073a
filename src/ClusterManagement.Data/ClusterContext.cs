using ClusterManagement.Data.Audit;
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
        : base(options) =>
        // What fails undoes its whole transaction; a savepoint before each save would only take time.
        Database.AutoSavepointsEnabled = false;

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

    /// <summary>Certificates.</summary>
    public DbSet<CertificateEntity> Certificates => Set<CertificateEntity>();

    /// <summary>SiteVersions.</summary>
    public DbSet<SiteVersionEntity> SiteVersions => Set<SiteVersionEntity>();

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

    /// <summary>AuditEvents.</summary>
    public DbSet<AuditEventEntity> AuditEvents => Set<AuditEventEntity>();

    /// <summary>
    /// Who makes the changes that are saved from here on. Each of them is then told in AuditEvents by the same transaction;
    /// without an origin none is, as for the rows of a copy.
    /// </summary>
    public AuditOrigin? Origin { get; set; }

    /// <summary>Now, in UTC, to the microsecond: the finest time every engine keeps.</summary>
    public static DateTime Now
    {
        get
        {
            var now = DateTime.UtcNow;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>Not supported: every write waits for a database, and no thread should.</summary>
    /// <param name="acceptAllChangesOnSuccess">Not used.</param>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var now = Now;
        Stamp(now);
        AuditTrail.RefuseRewriting(ChangeTracker);
        var trail = Origin is null ? null : new AuditTrail(ChangeTracker);
        if (trail is not null && Database.CurrentTransaction is null) throw new InvalidOperationException("Changes that are audited are saved in a transaction.");
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (trail is null or { IsEmpty: true }) return saved;
        AuditEvents.AddRange(trail.Events(Origin!, now));
        await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        return saved;
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
        configurationBuilder.Properties<AuditAction>().HaveConversion<LowerCaseConverter<AuditAction>>().HaveMaxLength(16);
        configurationBuilder.Properties<DnsRecordType>().HaveConversion<UpperCaseConverter<DnsRecordType>>().HaveMaxLength(16);
    }

    private void Stamp(DateTime now)
    {
        foreach (var entry in ChangeTracker.Entries<StampedEntity>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            if (entry.State == EntityState.Added && entry.Entity.CreatedAt == default) entry.Entity.CreatedAt = now;
            entry.Entity.UpdatedAt = now;
            entry.Entity.Version = Guid.NewGuid();
        }
    }
}
