namespace ClusterManagement;

/// <summary>A named object does not exist. Error id <c>&lt;Noun&gt;NotFound</c>.</summary>
public sealed class ObjectNotFoundException : ClusterException
{
    /// <summary>Creates the error for an object of a kind.</summary>
    /// <param name="noun">The kind in the error id, for example <c>Site</c>.</param>
    /// <param name="identity">The name or id that was asked for.</param>
    /// <param name="recommendedAction">What to do next; a default names the matching Get cmdlet.</param>
    public ObjectNotFoundException(string noun, string identity, string? recommendedAction = null)
        : base(
            ErrorIds.NotFound(noun),
            ClusterErrorKind.NotFound,
            $"{Nouns.Describe(noun)} '{identity}' does not exist.",
            recommendedAction ?? $"List what exists with {Nouns.GetCommand(noun)}.",
            identity)
    {
    }
}
