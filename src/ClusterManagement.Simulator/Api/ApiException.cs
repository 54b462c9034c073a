namespace ClusterManagement.Simulator.Api;

/// <summary>An error answer in Proxmox VE's shape.</summary>
internal sealed class ApiException(int status, string message, IReadOnlyDictionary<string, string>? errors = null) : Exception(message)
{
    private const string ParameterVerification = "Parameter verification failed.";

    public int Status { get; } = status;

    public IReadOnlyDictionary<string, string>? Errors { get; } = errors;

    /// <summary>Whether the answer has no body at all, as when the request never reached the API.</summary>
    public bool HasNoBody { get; init; }

    /// <summary>Perl's die ends its messages with a line feed; the few answers without one are made by the HTTP server.</summary>
    public string Ending { get; init; } = "\n";

    public static ApiException Failure(string message) => new(500, message);

    public static ApiException Parameters(IReadOnlyDictionary<string, string> errors) => new(400, ParameterVerification, errors);

    public static ApiException Parameter(string name, string text) =>
        Parameters(new Dictionary<string, string> { [name] = text });

    public static ApiException Forbidden(string? detail = null) =>
        new(403, detail is null ? "Permission check failed" : $"Permission check failed ({detail})");

    public static ApiException Unauthorized(string reason) => new(401, reason) { HasNoBody = true };

    public static ApiException NotImplemented(string method, string path) =>
        new(501, $"Method '{method} {path}' not implemented") { Ending = "" };

    public static ApiException Unreachable(string reason) => new(595, reason) { HasNoBody = true };
}
