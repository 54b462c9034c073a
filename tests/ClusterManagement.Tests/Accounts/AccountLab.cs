using ClusterManagement.Engine;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Tests.Databases;
using ClusterManagement.Tests.Support;
using Xunit;

namespace ClusterManagement.Tests.Accounts;

/// <summary>A database with the default groups and no user, and short ways to make some.</summary>
internal sealed class AccountLab : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly TemporaryFolder _keys = new();

    private AccountLab(TestDatabase place) => Place = place;

    /// <summary>The database, to be reached past the engine too.</summary>
    public TestDatabase Place { get; }

    public CountingArgon2 Argon2 { get; } = new();

    public RecordingContext Context { get; } = new();

    public IClusterSession Session { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AccountLab> StartAsync(DatabaseEngine engine = DatabaseEngine.SQLite)
    {
        var lab = new AccountLab(await TestDatabase.CreateMigratedAsync(engine));
        var module = new ClusterEngine(lab._keys.File("keys"), new PasswordHasher(lab.Argon2.ComputeAsync));
        lab.Session = await module.OpenAsync(lab.Place.Database, lab.Context);
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
        await Session.Groups.FindAsync(NameFilter.All, null, Token).Select(group => group.Cn).ToArrayAsync(Token);

    public async Task<string[]> MembersAsync(string group) =>
        await Session.Groups.FindMembersAsync(new GroupIdentity(group), null, Token).Select(member => member.User).ToArrayAsync(Token);

    /// <summary>The mark of a pool of numbers.</summary>
    public async Task<long> MarkAsync(string pool) =>
        Convert.ToInt64(await Place.ScalarAsync($"SELECT [nextFree] FROM [AllocationPools] WHERE [name] = '{pool}'"), null);

    /// <summary>Everything that is in the folder of a database file, as text.</summary>
    public async Task<string> FilesAsync()
    {
        Place.Provider.Release(Place.Database);
        var text = new System.Text.StringBuilder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Place.Database.Path)!))
        {
            text.Append(System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)));
        }

        Assert.Contains("sysadmins", text.ToString(), StringComparison.Ordinal);
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Place.DisposeAsync();
        _keys.Dispose();
    }
}
