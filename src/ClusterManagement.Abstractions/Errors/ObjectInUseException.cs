namespace ClusterManagement;

/// <summary>Other objects depend on an object, or its state forbids what was asked. Error id <c>&lt;Noun&gt;InUse</c>.</summary>
public sealed class ObjectInUseException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="noun">The kind in the error id.</param>
    /// <param name="identity">The object's name.</param>
    /// <param name="message">What holds the object.</param>
    /// <param name="recommendedAction">How to get it free.</param>
    public ObjectInUseException(string noun, string identity, string message, string recommendedAction)
        : base(ErrorIds.InUse(noun), ClusterErrorKind.InUse, message, recommendedAction, identity)
    {
    }
}
