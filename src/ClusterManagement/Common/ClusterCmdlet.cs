using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of every cmdlet that works in a database: the connection, and writing and finding objects by the pipeline's rules.
/// </summary>
public abstract class ClusterCmdlet : OperationCmdlet
{
    private IClusterSession? _session;

    /// <summary>
    /// The database to work in: the object of Connect-ClusterDatabase -PassThru, a file's path, or a server's URL such as
    /// <c>postgresql://user:password@server/name</c>. Without it, the database the runspace is connected to is used, then the one <c>$env:CLUSTER_DATABASE</c> names, then the user's default one.
    /// </summary>
    [Parameter]
    [DatabaseTransformation]
    public ClusterDatabase? Database { get; set; }

    /// <summary>The services of the database in use.</summary>
    private protected IClusterSession Session =>
        _session ??= Context.Wait(EngineGate.Engine.OpenAsync(Database ?? DatabaseResolver.Current(SessionState), Context).AsTask());

    /// <summary>Writes objects as they come.</summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="objects">The objects.</param>
    /// <returns>How many there were.</returns>
    private protected int WriteAll<T>(IAsyncEnumerable<T> objects)
    {
        var count = 0;
        foreach (var item in Enumerate(objects))
        {
            WriteObject(item);
            count++;
        }

        return count;
    }

    /// <summary>Does something with each object as it comes.</summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="objects">The objects.</param>
    /// <param name="act">What to do.</param>
    private protected void ForEachOf<T>(IAsyncEnumerable<T> objects, Action<T> act)
    {
        foreach (var item in Enumerate(objects)) act(item);
    }

    /// <summary>
    /// Writes the objects with the given names. A name that nothing has is an error; a pattern that nothing matches is not.
    /// </summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="noun">What they are, one of <see cref="Nouns"/>.</param>
    /// <param name="names">Names and patterns; none takes all.</param>
    /// <param name="find">Finds by one of them.</param>
    /// <param name="site">The site that is looked in; one that does not exist is an error.</param>
    /// <param name="node">The node that is looked on; one that does not exist is an error.</param>
    private protected void WriteNamed<T>(
        string noun, string[]? names, Func<NameFilter, IAsyncEnumerable<T>> find, SiteIdentity? site = null, NodeIdentity? node = null) =>
        WriteNamed(noun, names, find, () => RefuseUnknown(site, node));

    /// <summary>
    /// Writes the objects with the given names. A name that nothing has is an error; a pattern that nothing matches is not.
    /// </summary>
    /// <typeparam name="T">The objects.</typeparam>
    /// <param name="noun">What they are, one of <see cref="Nouns"/>.</param>
    /// <param name="names">Names and patterns; none takes all.</param>
    /// <param name="find">Finds by one of them.</param>
    /// <param name="refuseUnknown">Refuses what is looked in when it does not exist; called only when nothing was found.</param>
    private protected void WriteNamed<T>(string noun, string[]? names, Func<NameFilter, IAsyncEnumerable<T>> find, Action refuseUnknown)
    {
        if (names is not { Length: > 0 })
        {
            Run(() =>
            {
                if (WriteAll(find(NameFilter.All)) == 0) refuseUnknown();
            });
            return;
        }

        foreach (var name in names)
        {
            var filter = NamePatterns.Parse(name);
            Run(() =>
            {
                if (WriteAll(find(filter)) > 0) return;
                refuseUnknown();
                if (filter.Literal is not null) throw new ObjectNotFoundException(noun, name);
            });
        }
    }

    /// <summary>Does something to every object that identities name; patterns stand for all they match.</summary>
    /// <typeparam name="TIdentity">The identities.</typeparam>
    /// <param name="identities">The identities.</param>
    /// <param name="find">Finds objects by a pattern; null takes no patterns.</param>
    /// <param name="act">What to do.</param>
    private protected void ForEach<TIdentity>(
        TIdentity[] identities, Func<NameFilter, IAsyncEnumerable<TIdentity>>? find, Action<TIdentity> act)
        where TIdentity : ClusterIdentity
    {
        foreach (var identity in identities)
        {
            if (find is not null && identity.Id is null && identity.Name is { } name && NamePatterns.IsPattern(name))
            {
                // All matches are known before the first one is changed.
                List<TIdentity> matches = [];
                Run(() => matches.AddRange(Enumerate(find(NamePatterns.Parse(name)))));
                foreach (var match in matches) Run(() => act(match));
            }
            else
            {
                Run(() => act(identity));
            }
        }
    }

    /// <summary>Finds containers by their host or display names.</summary>
    /// <param name="name">The names.</param>
    private protected IAsyncEnumerable<ContainerIdentity> FindContainers(NameFilter name) =>
        Session.Containers.FindAsync(new ContainerFilter { Name = name }, Context.CancellationToken).Select(container => new ContainerIdentity(container));

    /// <summary>Finds users by their login names.</summary>
    /// <param name="name">The names.</param>
    private protected IAsyncEnumerable<UserIdentity> FindUsers(NameFilter name) =>
        Session.Users.FindAsync(new UserFilter { Username = name }, Context.CancellationToken).Select(user => new UserIdentity(user));

    /// <summary>Finds groups by their names.</summary>
    /// <param name="name">The names.</param>
    private protected IAsyncEnumerable<GroupIdentity> FindGroups(NameFilter name) =>
        Session.Groups.FindAsync(name, null, Context.CancellationToken).Select(group => new GroupIdentity(group));

    /// <summary>Refuses a site or node that does not exist; asked only when a search found nothing, which costs nothing else.</summary>
    /// <param name="site">The site.</param>
    /// <param name="node">The node.</param>
    private protected void RefuseUnknown(SiteIdentity? site, NodeIdentity? node = null)
    {
        Refuse(Nouns.Site, site, name => Session.Sites.FindAsync(name, Context.CancellationToken));
        Refuse(Nouns.Node, node, name => Session.Nodes.FindAsync(name, null, Context.CancellationToken));
    }

    /// <summary>Refuses a group that does not exist; asked only when a search found nothing.</summary>
    /// <param name="group">The group.</param>
    private protected void RefuseUnknownGroup(GroupIdentity? group) =>
        Refuse(Nouns.Group, group, name => Session.Groups.FindAsync(name, null, Context.CancellationToken));

    /// <summary>Refuses a user that does not exist; asked only when a search found nothing.</summary>
    /// <param name="user">The user.</param>
    private protected void RefuseUnknownUser(UserIdentity? user) =>
        Refuse(Nouns.User, user, name => Session.Users.FindAsync(new UserFilter { Username = name }, Context.CancellationToken));

    private void Refuse<T>(string noun, ClusterIdentity? identity, Func<NameFilter, IAsyncEnumerable<T>> find)
        where T : ClusterObject
    {
        if (identity is null) return;
        var id = identity.Id ?? identity.Number;
        var filter = id is null ? NameFilter.Named(identity.Name!) : NameFilter.All;
        if (!Enumerate(find(filter)).Any(found => id is null || found.Id == id)) throw new ObjectNotFoundException(noun, identity.ToString());
    }

    // Every step is waited for on the pipeline's thread, so that objects are written as they come; a downstream command
    // that has enough ends the loop by an exception, and the enumerator is disposed all the same.
    private IEnumerable<T> Enumerate<T>(IAsyncEnumerable<T> objects)
    {
        var enumerator = objects.GetAsyncEnumerator(Context.CancellationToken);
        try
        {
            while (Wait(enumerator.MoveNextAsync().AsTask())) yield return enumerator.Current;
        }
        finally
        {
            Wait(enumerator.DisposeAsync().AsTask());
        }
    }
}
