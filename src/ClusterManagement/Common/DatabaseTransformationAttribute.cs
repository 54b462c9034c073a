using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Binds a connection, a path or a URL to a database parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatabaseTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or ClusterDatabase => value,
            string { Length: > 0 } text => Parse(engineIntrinsics.SessionState, text),
            _ => throw BindingRefusal.Create("A database is named by a path, a URL or the object of Connect-ClusterDatabase -PassThru."),
        };
    }

    private static ClusterDatabase Parse(SessionState state, string text)
    {
        try
        {
            return DatabaseResolver.Parse(state, text);
        }
        catch (InvalidValueException exception)
        {
            throw BindingRefusal.Create(exception.Message);
        }
    }
}
