using System.Management.Automation;
using System.Security;

namespace ClusterManagement.Commands;

/// <summary>Binds a SecureString, or a text that holds a secret, to a parameter that never shows it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or SecretText => value,
            SecureString secret => new SecretText(secret),
            string text => new SecretText(text),
            _ => throw BindingRefusal.Create("A secret is a SecureString or a text."),
        };
    }
}
