using System.Collections.Concurrent;
using ClusterManagement.Data;
using ClusterManagement.Data.Secrets;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Storage;

namespace ClusterManagement.Engine;

/// <summary>The door to everything below the cmdlets. What is costly to make is made once per database and process.</summary>
public sealed class ClusterEngine : IClusterEngine
{
    private readonly ConcurrentDictionary<string, ClusterSession> _sessions = new();
    private readonly Lazy<RehearsalDatabase> _rehearsal = new();
    private readonly SecretProtector _secrets;
    private readonly ProxmoxGateway _proxmox;
    private readonly PasswordHasher _passwords;

    /// <summary>Creates the engine with the user's key ring.</summary>
    public ClusterEngine()
        : this(SecretProtector.DefaultFolder)
    {
    }

    /// <summary>Creates the engine.</summary>
    /// <param name="keyRing">The folder of the key ring that encrypts secrets.</param>
    public ClusterEngine(string keyRing)
        : this(keyRing, new PasswordHasher(Argon2.ComputeAsync))
    {
    }

    /// <summary>Creates the engine.</summary>
    /// <param name="keyRing">The folder of the key ring that encrypts secrets.</param>
    /// <param name="passwords">What hashes passwords.</param>
    internal ClusterEngine(string keyRing, PasswordHasher passwords)
    {
        _secrets = new SecretProtector(keyRing);
        _proxmox = new ProxmoxGateway(_secrets);
        _passwords = passwords;
    }

    /// <inheritdoc/>
    public IDatabaseService Databases { get; } = new DatabaseService();

    /// <inheritdoc/>
    public async ValueTask<IClusterSession> OpenAsync(ClusterDatabase database, IOperationContext context)
    {
        ArgumentNullException.ThrowIfNull(database);
        var key = database.ConnectionString?.Reveal() ?? database.Location;
        var provider = DatabaseProvider.For(database.Engine);
        var mayExist = provider.MayExist(database);
        if (mayExist && _sessions.TryGetValue(key, out var session)) return session;
        if (!mayExist && context.IsRehearsal) return Session(await _rehearsal.Value.StandInForAsync(database));
        await DatabaseService.EnsureUsableAsync(provider, database, context);
        return _sessions.GetOrAdd(key, _ => Session(ClusterStore.Open(database, provider)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<NameSuggestion> Suggest(ClusterDatabase database, SuggestionQuery query)
    {
        ArgumentNullException.ThrowIfNull(database);
        return NameSuggestions.Read(DatabaseProvider.For(database.Engine), database, query);
    }

    private ClusterSession Session(ClusterStore store) => new(store, _secrets, _proxmox, _passwords);
}
