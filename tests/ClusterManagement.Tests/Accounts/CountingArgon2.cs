using System.Collections.Concurrent;
using ClusterManagement.Engine.Accounts;

namespace ClusterManagement.Tests.Accounts;

/// <summary>Computes argon2id and counts the computations and what each costs.</summary>
internal sealed class CountingArgon2
{
    private readonly ConcurrentQueue<Argon2Parameters> _computed = new();

    /// <summary>What happens once, when the next computation begins.</summary>
    public Func<Task>? BeforeNext { get; set; }

    /// <summary>The costs of all computations since they were taken last, the highest first.</summary>
    public Argon2Parameters[] Take()
    {
        var all = new List<Argon2Parameters>();
        while (_computed.TryDequeue(out var one)) all.Add(one);
        return [.. all.OrderByDescending(one => one.Work)];
    }

    public async Task<byte[]> ComputeAsync(byte[] password, byte[] salt, Argon2Parameters parameters, int length)
    {
        _computed.Enqueue(parameters);
        var before = BeforeNext;
        BeforeNext = null;
        if (before is not null) await before();
        return await Argon2.ComputeAsync(password, salt, parameters, length);
    }
}
