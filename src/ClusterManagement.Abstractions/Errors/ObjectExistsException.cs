namespace ClusterManagement;

/// <summary>An object with that identity exists already. Error id <c>&lt;Noun&gt;AlreadyExists</c>.</summary>
public sealed class ObjectExistsException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="noun">The kind in the error id, for example <c>Container</c>.</param>
    /// <param name="identity">The identity that is taken.</param>
    /// <param name="message">What is taken and by whom, when more is known than the identity.</param>
    /// <param name="innerException">The database's own error.</param>
    public ObjectExistsException(string noun, string identity, string? message = null, Exception? innerException = null)
        : base(
            ErrorIds.AlreadyExists(noun),
            ClusterErrorKind.AlreadyExists,
            message ?? $"{Nouns.Describe(noun)} '{identity}' exists already.",
            $"Choose another value, or see the existing one with {Nouns.GetCommand(noun)}.",
            identity,
            innerException)
    {
    }
}
