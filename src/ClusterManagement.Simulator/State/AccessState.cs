using System.Security.Cryptography;
using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.State;

/// <summary>A login with a password.</summary>
internal sealed record Session(Identity Identity, string Ticket, string CsrfToken, DateTime Created);

/// <summary>An API token.</summary>
internal sealed record TokenState(string UserId, string Name, string Secret, bool PrivilegeSeparation)
{
    public string? Comment { get; init; }

    public int Expire { get; init; }
}

/// <summary>Users, tokens and logins. Guarded by the lock of the cluster.</summary>
internal sealed class AccessState
{
    private readonly SimulatorOptions _options;
    private readonly List<Session> _sessions = [];

    public AccessState(SimulatorOptions options)
    {
        _options = options;
        Users = [new SimulatedUser(options.UserName, options.Password, Roles.Administrator), .. options.Users];
        var tokens = options.Tokens.Prepend(new SimulatedToken(options.TokenId, options.TokenSecret));
        if (options.UnprivilegedTokenId is { } unprivileged)
            tokens = tokens.Append(new SimulatedToken(unprivileged, options.UnprivilegedTokenSecret, true));
        foreach (var token in tokens)
        {
            if (token.TokenId.Split('!', 2) is not [var user, var name])
                throw new ArgumentException($"The token id '{token.TokenId}' is not of the form USER@REALM!NAME.", nameof(options));
            Tokens.Add(new TokenState(user, name, token.Secret, token.PrivilegeSeparation));
            if (Users.TrueForAll(u => u.UserId != user))
                Users.Add(new SimulatedUser(user, null, Roles.Administrator));
        }
    }

    public List<SimulatedUser> Users { get; }

    public List<TokenState> Tokens { get; } = [];

    public Identity? FindToken(string id, string secret)
    {
        var token = Tokens.Find(t => $"{t.UserId}!{t.Name}" == id && t.Secret == secret);
        if (token is null)
            return null;
        var role = token.PrivilegeSeparation ? Roles.None : UserIdentity(token.UserId)?.Role ?? Roles.None;
        return new Identity(token.UserId, token.Name, role);
    }

    public Identity? UserIdentity(string userId) =>
        Users.Find(u => u.UserId == userId) is { } user ? new Identity(userId, null, user.Role) : null;

    public Session? FindSession(string ticket) =>
        _sessions.Find(s => s.Ticket == ticket && DateTime.UtcNow - s.Created < _options.TicketLifetime);

    /// <summary>Ends all logins, as if their time were over.</summary>
    public void ExpireTickets() => _sessions.Clear();

    /// <summary>Opens a session; a valid ticket is as good as the password.</summary>
    public Session? LogIn(string userId, string password)
    {
        var user = Users.Find(u => u.UserId == userId);
        if (user?.Password is null || (user.Password != password && FindSession(password)?.Identity.UserId != userId))
            return null;
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString("X8");
        var session = new Session(
            new Identity(userId, null, user.Role),
            $"PVE:{userId}:{stamp}::{Random(256)}",
            $"{stamp}:{Random(32).TrimEnd('=')}",
            DateTime.UtcNow);
        _sessions.Add(session);
        return session;
    }

    private static string Random(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
