using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>
/// Binds names, numbers and objects of the module to an identity parameter, and nothing else. What is refused here is
/// bound by its property of the parameter's name instead, which is how rows of a CSV file bind.
/// </summary>
/// <typeparam name="TIdentity">The identity.</typeparam>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentityTransformationAttribute<TIdentity> : ArgumentTransformationAttribute
    where TIdentity : ClusterIdentity
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable items and not string
            ? items.Cast<object>().Select(Convert).ToArray()
            : Convert(value);
    }

    private static TIdentity Convert(object item)
    {
        var value = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (value is TIdentity identity) return identity;
        if (value is string { Length: > 0 } or int || value is ClusterObject)
        {
            var constructor = typeof(TIdentity).GetConstructor([value.GetType()]);
            if (constructor is not null) return (TIdentity)constructor.Invoke([value]);
        }

        throw BindingRefusal.Create(
            $"A {typeof(TIdentity).Name.Replace("Identity", string.Empty, StringComparison.Ordinal).ToLowerInvariant()} is named by a name, a number or the object itself.");
    }
}
