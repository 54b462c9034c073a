using Xunit;

namespace ClusterManagement.Tests.Support;

/// <summary>Waits for a condition that another thread or process brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static Task IsTrueAsync(Func<bool> condition, string complaint, TimeSpan? interval = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), complaint, interval);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string complaint, TimeSpan? interval = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) Assert.Fail($"After {Patience.TotalSeconds:0} s, {complaint}.");
            await Task.Delay(interval ?? Interval, TestContext.Current.CancellationToken);
        }
    }
}
