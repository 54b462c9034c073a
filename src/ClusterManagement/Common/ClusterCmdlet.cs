using System.Management.Automation;
using ClusterManagement.Bridge;

namespace ClusterManagement.Commands;

/// <summary>
/// Base of every cmdlet that works in a database: the connection, Ctrl+C, and the translation of errors. A cmdlet says
/// what to run; this class runs it and keeps the pipeline's rules.
/// </summary>
public abstract class ClusterCmdlet : PSCmdlet, IDisposable
{
    private PipelineContext? _context;
    private IClusterSession? _session;

    /// <summary>
    /// The database to work in: the object of Connect-ClusterDatabase -PassThru, a file's path, or a server's URL such as
    /// <c>postgresql://user:password@server/name</c>. Without it, the database the runspace is connected to is used, then the one <c>$env:CLUSTER_DATABASE</c> names, then the user's default one.
    /// </summary>
    [Parameter]
    [DatabaseTransformation]
    public ClusterDatabase? Database { get; set; }

    /// <summary>What a running operation speaks to.</summary>
    private protected PipelineContext Context => _context ??= new PipelineContext(this);

    /// <summary>The services of the database in use.</summary>
    private protected IClusterSession Session =>
        _session ??= Context.Wait(EngineGate.Engine.OpenAsync(Database ?? DatabaseResolver.Current(SessionState), Context).AsTask());

    /// <summary>Cancels what runs. Called on another thread.</summary>
    protected override void StopProcessing() => Context.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what outlives a record.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _context?.Dispose();
    }

    /// <summary>True when the caller gave a parameter.</summary>
    /// <param name="name">The parameter's name.</param>
    private protected bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);

    /// <summary>The value of a parameter, given or not.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    private protected Optional<T> Bound<T>(string name, T value) => IsBound(name) ? new Optional<T>(value) : default;

    /// <summary>An optional text; an empty one, as a blank cell of a table gives, counts as not given.</summary>
    /// <param name="value">The text.</param>
    private protected static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Runs one record's work; an error of this module becomes an error record, and the next record goes on.</summary>
    /// <param name="work">The work.</param>
    private protected void Run(Action work)
    {
        try
        {
            work();
        }
        catch (ClusterException exception)
        {
            WriteError(ErrorRecords.From(exception));
        }
        catch (OperationCanceledException) when (Context.CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits for an operation.</summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="operation">The operation.</param>
    private protected T Wait<T>(Task<T> operation) => Context.Wait(operation);

    /// <summary>Waits for an operation.</summary>
    /// <param name="operation">The operation.</param>
    private protected void Wait(Task operation) => Context.Wait(Finish(operation));

    /// <summary>Writes an object unless there is none, as after a change that was not approved.</summary>
    /// <param name="result">The object.</param>
    /// <param name="isWanted">False where the caller did not ask for it, as without <c>-PassThru</c>.</param>
    private protected void WriteResult(object? result, bool isWanted = true)
    {
        if (isWanted && result is not null) WriteObject(result);
    }

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

    private static async Task<bool> Finish(Task operation)
    {
        await operation;
        return true;
    }

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
