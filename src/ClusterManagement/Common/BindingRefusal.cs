using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Refuses a value for a parameter in the way that lets PowerShell's binder go on to the next possibility.</summary>
internal static class BindingRefusal
{
    /// <summary>The exception to throw from a transformation.</summary>
    /// <param name="message">What the parameter takes.</param>
    public static ArgumentTransformationMetadataException Create(string message) =>
        // The binder passes over a transformation that failed by an invalid cast, and stops at every other failure.
        new(message, new PSInvalidCastException(message));
}
