namespace ClusterManagement;

/// <summary>Templates on the storages of nodes.</summary>
public interface ITemplateService
{
    /// <summary>Reads the templates of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="available">True for those the node can download; false for those on its storages.</param>
    /// <param name="context">The operation's context.</param>
    Task<IReadOnlyList<ClusterTemplate>> ReadAsync(NodeIdentity node, bool available, IOperationContext context);

    /// <summary>Brings a template to a node. One that is there already is left as it is, and is no error.</summary>
    /// <param name="download">The template.</param>
    /// <param name="context">The operation's context.</param>
    /// <returns>The template, or null when it was not approved.</returns>
    /// <exception cref="ClusterException"><c>TemplateNotFound</c>, <c>StorageNotFound</c>, <c>NodeTooOld</c>.</exception>
    Task<ClusterTemplate?> SaveAsync(TemplateDownload download, IOperationContext context);
}
