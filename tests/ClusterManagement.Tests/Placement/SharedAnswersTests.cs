using ClusterManagement.Engine.Placement;
using ClusterManagement.Tests.Proxmox;
using Xunit;

namespace ClusterManagement.Tests.Placement;

/// <summary>Answers that several containers share.</summary>
public sealed class SharedAnswersTests
{
    [Fact]
    public async Task What_was_missing_is_looked_for_anew_but_not_by_everybody_at_once()
    {
        var clock = new LeapingClock();
        var answers = new SharedAnswers<int>(clock);
        var asked = 0;
        Task<int> GetAsync(bool isAnew) => answers.GetAsync("question", () => Task.FromResult(++asked), isAnew);

        Assert.Equal((1, 1, 1), (await GetAsync(false), await GetAsync(false), await GetAsync(true)));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 2, 2, 2), (await GetAsync(false), await GetAsync(true), await GetAsync(true), await GetAsync(false)));
        clock.Advance(SharedAnswers.Lifetime);
        Assert.Equal(3, await GetAsync(false));
    }
}
