using System.Management.Automation;
using System.Net;
using System.Security;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>Makes secrets for scripts and reads those they emit.</summary>
internal static class Secrets
{
    /// <summary>A text as a secret.</summary>
    /// <param name="text">The text.</param>
    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    /// <summary>A name and a password.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    public static PSCredential Credential(string name, string password) => new(name, Secure(password));

    /// <summary>A secret as text.</summary>
    /// <param name="secret">The secret.</param>
    public static string Reveal(object? secret) => new NetworkCredential(string.Empty, Assert.IsType<SecureString>(secret)).Password;
}
