using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Data.Allocation;

/// <summary>
/// The numbers of users and groups. A number is never handed out twice, even after a removal: whoever got a stranger's
/// number would own the stranger's files. So the mark of these pools only rises.
/// </summary>
public static class AccountNumberPool
{
    /// <summary>The lowest number.</summary>
    public const int First = 2000;

    /// <summary>The pool of uid numbers.</summary>
    public const string Users = "uid";

    /// <summary>The pool of gid numbers.</summary>
    public const string Groups = "gid";

    /// <summary>Takes the next number; it is gone with the writing transaction around the call.</summary>
    /// <param name="context">The database.</param>
    /// <param name="pool">One of the pools of this class.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PoolExhaustedException">Every number was handed out.</exception>
    public static async Task<int> TakeAsync(ClusterContext context, string pool, CancellationToken cancellationToken)
    {
        var marks = context.AllocationPools.Where(row => row.Name == pool);
        var next = await marks.Select(row => (long?)row.NextFree).FirstOrDefaultAsync(cancellationToken)
            ?? throw new ClusterException(ErrorIds.SchemaOutdated, ClusterErrorKind.Schema, $"The database has no pool '{pool}'.", "Run Initialize-ClusterDatabase.");
        if (next > int.MaxValue)
        {
            throw new PoolExhaustedException(
                $"{pool} numbers {First}-{int.MaxValue}", int.MaxValue - First + 1L,
                $"Lower the mark of pool '{pool}' in AllocationPools to a number above which none was ever used.");
        }

        await marks.ExecuteUpdateAsync(row => row.SetProperty(mark => mark.NextFree, next + 1), cancellationToken);
        return (int)next;
    }
}
