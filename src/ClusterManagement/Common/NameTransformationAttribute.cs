using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// Keeps objects of the module from binding to a name parameter by their text, so that a node piped to a command that
/// lists containers means the containers of that node.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var items = value is IEnumerable several and not string ? several.Cast<object>() : [value];
        foreach (var item in items)
        {
            var inner = item is PSObject wrappedItem ? wrappedItem.BaseObject : item;
            if (inner is PSCustomObject || inner?.GetType().Namespace == typeof(ClusterObject).Namespace) throw BindingRefusal.Create("A name is a text.");
        }

        return inputData;
    }
}
