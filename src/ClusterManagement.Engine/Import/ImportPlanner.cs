using ClusterManagement.Data;
using ClusterManagement.Data.Allocation;
using ClusterManagement.Data.Entities;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Import.Sources;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Import;

/// <summary>Compares another database with ours and decides what becomes of each of its rows.</summary>
/// <param name="db">Our database. What is new refers to its rows, which are therefore tracked.</param>
/// <param name="source">The other database.</param>
/// <param name="secrets">What reads the secrets that are here already, and encrypts new ones.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ImportPlanner(ClusterContext db, SourceCluster source, SecretProtector secrets, CancellationToken cancellationToken)
{
    private readonly ImportPlan _plan = new(secrets);

    /// <summary>Decides.</summary>
    public async Task<ImportPlan> PlanAsync()
    {
        await PlanClusterAsync();
        await PlanAccountsAsync();
        var secretsThere = source.Rows("SessionSecrets").OrderBy(row => row.Time("createdAt")).ThenBy(row => row.Key("id"));
        var secretsHere = await HereAsync<SessionSecretEntity>();
        new SessionSecretImport(_plan, secretsHere.Count > 0).Run(secretsThere, secretsHere);
        await PlanJobsAsync();
        return _plan;
    }

    private async Task PlanClusterAsync()
    {
        var sites = new SiteImport(_plan);
        var sitesThere = Ordered("Sites");
        sites.Run(sitesThere, await HereAsync<SiteEntity>());

        var (nodesHere, containersHere) = (await HereAsync<NodeEntity>(), await HereAsync<ContainerEntity>());
        var addresses = new Register<string>("the address");
        foreach (var node in nodesHere) addresses.Enter(node.Ipv4Address, $"node {node.Name}");
        var nodes = new NodeImport(_plan, sites, addresses);
        var containers = new ContainerImport(
            _plan, nodes, sites, addresses, source.Rows(SourceSchema.Collaborators).ToLookup(row => row.Key("containerId")));
        containers.Enter(containersHere);
        nodes.Run(Ordered("Nodes"), nodesHere);

        var domains = new DomainImport(_plan, sites, [.. sitesThere.Select(row => row.Key("id"))]);
        domains.Run(Ordered("ExternalDomains"), await HereAsync<ExternalDomainEntity>());
        containers.Run(Ordered("Containers"), containersHere);

        var services = new ServiceImport(_plan, containers, domains, new ServiceParts(source));
        var servicesHere = await db.Services.AsTracking().Include(row => row.Http).Include(row => row.Transport).Include(row => row.Dns).ToListAsync(cancellationToken);
        services.Run(Ordered("Services"), servicesHere);
        services.ReportStrays(source.Rows("Services"));
    }

    private async Task PlanAccountsAsync()
    {
        var (groupsThere, usersThere) = (Ordered("Groups", "gidNumber"), Ordered("Users", "uidNumber"));
        var (groupsHere, usersHere) = (await HereAsync<GroupEntity>(), await HereAsync<UserEntity>());
        var groupNumbers = await NumbersAsync(
            AccountNumberPool.Groups, Nouns.Group, groupsHere.ToDictionary(group => group.GidNumber, group => $"group {group.Cn}"), groupsThere, "gidNumber");
        var userNumbers = await NumbersAsync(
            AccountNumberPool.Users, Nouns.User, usersHere.ToDictionary(user => user.UidNumber, user => $"user {user.Username}"), usersThere, "uidNumber");

        var groups = new GroupImport(_plan, groupNumbers);
        groups.Run(groupsThere, groupsHere);
        var users = new UserImport(_plan, userNumbers, groups);
        users.Enter(usersHere);
        users.Run(usersThere, usersHere);
        var membersThere = source.Rows("UserGroups").OrderBy(row => row.Key("uidNumber")).ThenBy(row => row.Key("gidNumber"));
        new GroupMemberImport(_plan, users, groups).Run(membersThere, await HereAsync<UserGroupEntity>());
    }

    private async Task PlanJobsAsync()
    {
        var there = Ordered("Jobs");
        if (there.Count == 0) return;
        var outputs = Ordered("JobStatuses").ToLookup(row => row.Key("jobId"));
        new JobImport(_plan, outputs).Run(there, await HereAsync<JobEntity>());
    }

    // What is refused keeps its number there, and what it owns: nobody here may ever be given that number.
    private async Task<AccountNumbers> NumbersAsync(
        string pool, string noun, Dictionary<int, string> owners, IReadOnlyList<SourceRow> there, string column)
    {
        var mark = await db.AllocationPools.Where(row => row.Name == pool).Select(row => row.NextFree).FirstOrDefaultAsync(cancellationToken);
        var above = there.Select(row => row.Key(column) ?? 0).Where(number => number < int.MaxValue).DefaultIfEmpty().Max() + 1;
        if (above > mark) _plan.Marks[pool] = above;
        var removed = await db.AuditEvents.Where(row => row.Resource == noun && row.Action == AuditAction.Remove)
            .Select(row => row.ResourceId).ToHashSetAsync(cancellationToken);
        return new AccountNumbers(owners, removed, Math.Max(mark, above));
    }

    private IReadOnlyList<SourceRow> Ordered(string table, string key = "id") =>
        source.Tables.TryGetValue(table, out var found) ? found.OrderedBy(key) : [];

    private Task<List<TEntity>> HereAsync<TEntity>()
        where TEntity : class => db.Set<TEntity>().AsTracking().ToListAsync(cancellationToken);
}
