namespace ClusterManagement.ModuleTests.Help.Samples;

/// <summary>The colours of a sample.</summary>
public enum SampleColor
{
    /// <summary>Like a tomato.</summary>
    Red,

    /// <summary>Like the sea.</summary>
    Blue,
}
