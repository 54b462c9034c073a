namespace ClusterManagement.Help.Model;

/// <summary>What of the pipeline binds to a parameter.</summary>
[Flags]
internal enum PipelineInput
{
    None = 0,
    ByValue = 1,
    ByPropertyName = 2,
}
