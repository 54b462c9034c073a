using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Binds a connection or a path to a database parameter.</summary>
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
            string { Length: > 0 } path => new ClusterDatabase { Path = DatabaseResolver.FullPath(engineIntrinsics.SessionState, path) },
            _ => throw BindingRefusal.Create("A database is named by a path or by the object of Connect-ClusterDatabase -PassThru."),
        };
    }
}
