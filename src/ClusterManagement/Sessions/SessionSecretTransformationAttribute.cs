using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Binds session secrets to a parameter of their numbers, and no other object of the module: each of those has a number too.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionSecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable items and not string ? items.Cast<object>().Select(Convert).ToArray() : Convert(value);
    }

    private static object Convert(object item)
    {
        var value = item is PSObject wrapped ? wrapped.BaseObject : item;
        return value switch
        {
            SessionSecret secret => secret.Id,
            ClusterObject or PSCustomObject => throw BindingRefusal.Create("A session secret is named by its number or by the object itself."),
            _ => value,
        };
    }
}
