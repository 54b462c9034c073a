namespace ClusterManagement;

/// <summary>Takes over what another system's database holds.</summary>
public interface IImportService
{
    /// <summary>
    /// Takes over an opensource-server database, all of it in one transaction or nothing. Rows that break a rule are refused, and
    /// with them what depends on them; what is here already is never changed. The other database is only read.
    /// </summary>
    /// <param name="source">The other database.</param>
    /// <param name="skipJobs">True to leave its jobs behind.</param>
    /// <param name="context">The operation's context. In a rehearsal nothing is written and the report says what would be.</param>
    /// <returns>What became of each row; nothing when the import was not approved.</returns>
    /// <exception cref="ClusterException"><c>DatabaseNotFound</c>, <c>ForeignDatabase</c>, or what the databases themselves failed with.</exception>
    IAsyncEnumerable<ImportResult> ImportAsync(ClusterDatabase source, bool skipJobs, IOperationContext context);
}
