using System.Collections.Concurrent;
using ClusterManagement.Data;
using ClusterManagement.Engine.Accounts;
using ClusterManagement.Engine.Provisioning;
using ClusterManagement.Engine.Secrets;
using ClusterManagement.Engine.Storage;
using ClusterManagement.Engine.Transfers;

namespace ClusterManagement.Engine;

/// <summary>The door to everything below the cmdlets. What is costly to make is made once per database and process.</summary>
public sealed class ClusterEngine : IClusterEngine
{
    private readonly ConcurrentDictionary<(string Database, string KeyRing), ClusterSession> _sessions = new();
    private readonly Lazy<RehearsalDatabase> _rehearsal = new();
    private readonly KeyRings _keyRings;
    private readonly PasswordHasher _passwords;

    /// <summary>Creates the engine with the user's key ring.</summary>
    public ClusterEngine()
        : this(null)
    {
    }

    /// <summary>Creates the engine.</summary>
    /// <param name="keyRing">The folder of the key ring for databases that name none; null for the user's.</param>
    public ClusterEngine(string? keyRing)
        : this(keyRing, new PasswordHasher(Argon2.ComputeAsync))
    {
    }

    /// <summary>Creates the engine.</summary>
    /// <param name="keyRing">The folder of the key ring for databases that name none; null for the user's.</param>
    /// <param name="passwords">What hashes passwords.</param>
    internal ClusterEngine(string? keyRing, PasswordHasher passwords)
    {
        _keyRings = new KeyRings(keyRing);
        _passwords = passwords;
        Databases = new DatabaseService(_keyRings);
    }

    /// <inheritdoc/>
    public IDatabaseService Databases { get; }

    /// <inheritdoc/>
    public IDatabaseTransfer Transfers { get; } = new DatabaseTransfer();

    /// <inheritdoc/>
    public async ValueTask<IClusterSession> OpenAsync(ClusterDatabase database, IOperationContext context)
    {
        ArgumentNullException.ThrowIfNull(database);
        var keyRing = _keyRings.FolderOf(database);
        var key = (database.ConnectionString?.Reveal() ?? database.Location, keyRing);
        var provider = DatabaseProvider.For(database.Engine);
        var mayExist = provider.MayExist(database);
        if (mayExist && _sessions.TryGetValue(key, out var session)) return session;
        if (!mayExist && context.IsRehearsal) return Session(await _rehearsal.Value.StandInForAsync(database), keyRing);
        await DatabaseService.EnsureUsableAsync(provider, database, context);

        // The driver may ask the server something first, and cannot be interrupted in that.
        var store = await Task.Run(() => ClusterStore.Open(database, provider), context.CancellationToken).OrLeaveAsync(context.CancellationToken);
        return _sessions.GetOrAdd(key, _ => Session(store, keyRing));
    }

    /// <inheritdoc/>
    public IReadOnlyList<NameSuggestion> Suggest(ClusterDatabase database, SuggestionQuery query)
    {
        ArgumentNullException.ThrowIfNull(database);
        return NameSuggestions.Read(DatabaseProvider.For(database.Engine), database, query);
    }

    private ClusterSession Session(ClusterStore store, string keyRing)
    {
        var secrets = _keyRings.In(keyRing);
        return new ClusterSession(store, secrets, new ProxmoxGateway(secrets, store), _passwords);
    }
}
