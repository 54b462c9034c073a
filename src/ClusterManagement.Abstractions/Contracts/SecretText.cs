using System.Net;
using System.Security;

namespace ClusterManagement;

/// <summary>A secret on its way in. It shows in no text, and is revealed only where it is encrypted or sent.</summary>
public sealed class SecretText
{
    private readonly string _value;

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret.</param>
    public SecretText(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret.</param>
    public SecretText(SecureString value)
        : this(new NetworkCredential(string.Empty, value).Password)
    {
    }

    /// <summary>True for a secret of no characters.</summary>
    public bool IsEmpty => _value.Length == 0;

    /// <summary>The number of characters.</summary>
    public int Length => _value.Length;

    /// <summary>The secret itself.</summary>
    public string Reveal() => _value;

    /// <summary>A mask.</summary>
    public override string ToString() => "********";
}
