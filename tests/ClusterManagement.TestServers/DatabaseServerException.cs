namespace ClusterManagement.TestServers;

/// <summary>A server or one of its programs failed.</summary>
/// <param name="message">What failed, with what the program wrote.</param>
public sealed class DatabaseServerException(string message) : Exception(message);
