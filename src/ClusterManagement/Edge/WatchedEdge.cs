namespace ClusterManagement.Commands;

/// <summary>An edge whose site is followed: which of its versions was published, and when there is something to do again.</summary>
/// <param name="request">How it is published.</param>
internal sealed class WatchedEdge(EdgePublish request)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    // One that fails again and again holds the other sites up the less.
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    // Certificates end while nothing changes, and a publication warns of it.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromDays(1);

    // What another try does not mend while this command runs.
    private static readonly string[] Lasting = [ErrorIds.InvalidValue, ErrorIds.ForeignFile, ErrorIds.NotFound(Nouns.Site)];

    private string? _version;
    private Rest _untilAsked;
    private Rest _untilPublished;
    private TimeSpan _retry = RetryAfter;

    /// <summary>How it is published.</summary>
    public EdgePublish Request => request;

    /// <summary>False once it failed with what no other try mends.</summary>
    public bool IsFollowed { get; private set; } = true;

    /// <summary>Publishes what is new, or the same after a while. A database that does not answer is left in peace for as long.</summary>
    /// <param name="ask">Asks for the site's version.</param>
    /// <param name="publish">Publishes.</param>
    /// <returns>The publication; null when there was nothing to do.</returns>
    public ConfigurationPublication? TakeTurn(Func<string> ask, Func<ConfigurationPublication?> publish)
    {
        if (!_untilAsked.IsOver) return null;
        var isAnswered = false;
        try
        {
            var version = ask();
            isAnswered = true;
            if (version == _version && !_untilPublished.IsOver) return null;

            // A change during the publication has another version than the one read before it.
            _version = version;
            var publication = publish();
            (_untilPublished, _retry) = (Rest.Of(LookAgainAfter), RetryAfter);
            return publication;
        }
        catch (ClusterException exception)
        {
            IsFollowed = !Lasting.Contains(exception.ErrorId);
            if (isAnswered) (_untilPublished, _retry) = (Rest.Of(_retry), TimeSpan.FromTicks(Math.Min(_retry.Ticks * 2, LongestRetry.Ticks)));
            else _untilAsked = Rest.Of(RetryAfter);
            throw;
        }
    }

    private readonly record struct Rest(long Since, TimeSpan Time)
    {
        public bool IsOver => TimeProvider.System.GetElapsedTime(Since) >= Time;

        public static Rest Of(TimeSpan time) => new(TimeProvider.System.GetTimestamp(), time);
    }
}
