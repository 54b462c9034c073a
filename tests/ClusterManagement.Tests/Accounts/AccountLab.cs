using ClusterManagement.Engine;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>A database with the default groups and no user, and short ways to make some.</summary>
internal sealed class AccountLab : IDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly TemporaryFolder _folder = new();

    private AccountLab() => Database = new ClusterDatabase { Path = _folder.File("cluster.db") };

    public ClusterDatabase Database { get; }

    public string Folder => _folder.Path;

    public CountingArgon2 Argon2 { get; } = new();

    public RecordingContext Context { get; } = new();

    public IClusterSession Session { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AccountLab> StartAsync()
    {
        var lab = new AccountLab();
        var engine = new ClusterEngine(lab._folder.File("keys"), new PasswordHasher(lab.Argon2.ComputeAsync));
        lab.Session = await engine.OpenAsync(lab.Database, lab.Context);
        return lab;
    }

    public static UserDraft Draft(string name) => new()
    {
        Username = name,
        GivenName = char.ToUpperInvariant(name[0]) + name[1..],
        Sn = "Doe",
        Mail = $"{name}@example.com",
    };

    /// <summary>Registers users in their order; the first one of all is the administrator.</summary>
    public async Task<User> RegisterAsync(params string[] names)
    {
        User? last = null;
        foreach (var name in names) last = await Session.Users.CreateAsync(Draft(name), Context);
        return last!;
    }

    /// <summary>Registers a user and lets it in.</summary>
    public async Task<User> AdmitAsync(string name)
    {
        await RegisterAsync(name);
        return (await Session.Users.ChangeStatusAsync(new UserIdentity(name), UserStatusChange.Approve, force: false, Context))!;
    }

    public Task<bool> SignInAsync(string name, string password = Password) =>
        Session.Users.TestCredentialAsync(name, new SecretText(password), Context);

    public async Task<User?> FindUserAsync(string name) =>
        await Session.Users.FindAsync(new UserFilter { Username = NameFilter.Named(name) }, Token).SingleOrDefaultAsync(Token);

    public async Task<string[]> UsersAsync(UserFilter? filter = null) =>
        await Session.Users.FindAsync(filter ?? new UserFilter(), Token).Select(user => user.Username).ToArrayAsync(Token);

    public async Task<string[]> GroupsAsync() =>
        await Session.Groups.FindAsync(NameFilter.All, Token).Select(group => group.Cn).ToArrayAsync(Token);

    public async Task<string[]> MembersAsync(string group) =>
        await Session.Groups.FindMembersAsync(new GroupIdentity(group), null, Token).Select(member => member.User).ToArrayAsync(Token);

    /// <summary>Runs plain SQL, past the module.</summary>
    public int Execute(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads one value with plain SQL.</summary>
    public object? Read(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Dispose();

    private SqliteCommand Command(string sql)
    {
        var connection = new SqliteConnection($"Data Source={Database.Path};Default Timeout=30");
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Disposed += (_, _) => connection.Dispose();
        return command;
    }
}
