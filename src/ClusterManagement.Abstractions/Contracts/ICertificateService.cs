namespace ClusterManagement;

/// <summary>Certificates of public domains.</summary>
public interface ICertificateService
{
    /// <summary>Reads certificates, ordered by domain, the current one first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<Certificate> FindAsync(CertificateFilter filter, CancellationToken cancellationToken);

    /// <summary>Stores a certificate from PEM files and makes it the domain's current one.</summary>
    /// <param name="draft">The certificate.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The certificate, or null when the change was not approved.</returns>
    /// <exception cref="ClusterException"><c>ExternalDomainNotFound</c>, <c>CertificateInvalid</c>.</exception>
    Task<Certificate?> ImportAsync(CertificateDraft draft, IOperationContext context);
}
