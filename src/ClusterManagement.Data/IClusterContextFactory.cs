namespace ClusterManagement.Data;

/// <summary>Hands out contexts of one database.</summary>
public interface IClusterContextFactory
{
    /// <summary>A context; whoever asks for it disposes it.</summary>
    ClusterContext Create();
}
