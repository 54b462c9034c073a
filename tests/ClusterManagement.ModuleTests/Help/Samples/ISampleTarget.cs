namespace ClusterManagement.ModuleTests.Help.Samples;

/// <summary>What works on a target.</summary>
public interface ISampleTarget
{
    /// <summary>The target, documented at the interface.</summary>
    string? Target { get; set; }
}
