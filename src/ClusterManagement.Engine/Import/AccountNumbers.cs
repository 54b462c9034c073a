using ClusterManagement.Data.Allocation;

namespace ClusterManagement.Engine.Import;

/// <summary>
/// The numbers of users or groups: which are in use here, and which were. A number of somebody who was removed here is not
/// free, since what that person left behind may still be there.
/// </summary>
/// <param name="owners">Who has which number here.</param>
/// <param name="removed">The numbers that were removed here.</param>
/// <param name="next">Below which number all may have been given out, here or there.</param>
internal sealed class AccountNumbers(Dictionary<int, string> owners, IReadOnlySet<string> removed, long next)
{
    /// <summary>The first number that nobody here or there has.</summary>
    public long Next { get; private set; } = Math.Max(next, AccountNumberPool.First);

    /// <summary>Why a number cannot be given to another one; null when it can.</summary>
    /// <param name="number">The number.</param>
    public string? Conflict(int number) => number < AccountNumberPool.First
        ? $"is below {AccountNumberPool.First}"
        : owners.TryGetValue(number, out var owner) ? $"belongs to {owner} here"
        : removed.Contains(number.ToString(System.Globalization.CultureInfo.InvariantCulture)) ? "belonged to one that was removed here" : null;

    /// <summary>Gives a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="owner">To whom.</param>
    public void Give(int number, string owner) => owners[number] = owner;

    /// <summary>Gives a number that nobody has.</summary>
    /// <param name="owner">To whom.</param>
    public int GiveNext(string owner)
    {
        if (Next > int.MaxValue) throw new Refusal("no number is left for it here");
        var number = (int)Next++;
        owners[number] = owner;
        return number;
    }
}
