namespace ClusterManagement.Simulator.Api;

/// <summary>Who calls: a user, or a token of a user.</summary>
internal sealed record Identity(string UserId, string? TokenName, string Role)
{
    private const string Superuser = "root@pam";

    /// <summary>The form that is written into task ids.</summary>
    public string AuthId => TokenName is null ? UserId : $"{UserId}!{TokenName}";

    /// <summary>A token of root is not root.</summary>
    public bool IsRoot => UserId == Superuser && TokenName is null;

    public IReadOnlyList<string> Privileges => Roles.Privileges(Role);

    public bool Has(string privilege) => Privileges.Contains(privilege);
}
