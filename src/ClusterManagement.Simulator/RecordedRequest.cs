namespace ClusterManagement.Simulator;

/// <summary>A request the simulator received and the answer it gave.</summary>
public sealed record RecordedRequest
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The decoded path, without /api2/json.</summary>
    public required string Path { get; init; }

    /// <summary>The decoded parameters of query and body; values of a repeated name are joined with a comma.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The request headers.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The content type, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The user or token that was authenticated, or null.</summary>
    public string? User { get; init; }

    /// <summary>The status answered; 0 when the connection was dropped before processing.</summary>
    public int Status { get; init; }

    /// <summary>The reason phrase answered.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The body answered.</summary>
    public string Body { get; init; } = "";

    /// <summary>The node whose endpoint received the request; null when the nodes share one endpoint.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>When the request was received, in UTC.</summary>
    public DateTime Time { get; init; }
}
