namespace ClusterManagement;

/// <summary>What was changed in a database, by whom and from where.</summary>
public interface IAuditService
{
    /// <summary>Reads events, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<AuditEvent> FindAsync(AuditFilter filter, CancellationToken cancellationToken);
}
