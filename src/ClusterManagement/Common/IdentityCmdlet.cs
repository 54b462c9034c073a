namespace ClusterManagement.Commands;

/// <summary>
/// Base of the cmdlets that do something to each object they are given. The base of a noun declares the parameter and
/// finds by a pattern; a cmdlet says what to do.
/// </summary>
/// <typeparam name="TIdentity">The identity of the noun's objects.</typeparam>
public abstract class IdentityCmdlet<TIdentity> : ClusterCmdlet
    where TIdentity : ClusterIdentity
{
    /// <summary>The objects that were given.</summary>
    private protected abstract TIdentity[] Identities { get; }

    /// <summary>Finds the objects a pattern stands for; null for a noun whose objects have no names.</summary>
    private protected virtual Func<NameFilter, IAsyncEnumerable<TIdentity>>? Find => null;

    /// <summary>Does it to one object. An error of this module ends the work on that object alone.</summary>
    /// <param name="identity">The object.</param>
    private protected abstract void Act(TIdentity identity);

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach(Identities, Find, Act);
}
