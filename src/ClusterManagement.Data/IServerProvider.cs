namespace ClusterManagement.Data;

/// <summary>An engine that is reached by an address.</summary>
public interface IServerProvider
{
    /// <summary>Describes a database by its address; the server is not asked.</summary>
    /// <param name="address">The address.</param>
    /// <exception cref="InvalidValueException">The connection string is malformed, or names no server or database.</exception>
    ClusterDatabase Locate(DatabaseAddress address);
}
