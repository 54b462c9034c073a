namespace ClusterManagement.Data.Allocation;

/// <summary>A trigger. Names stand in square brackets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="When">When it fires, such as <c>AFTER INSERT</c>.</param>
/// <param name="Table">The table it belongs to.</param>
/// <param name="Action">The statement it runs for each row.</param>
internal sealed record Trigger(string Name, string When, string Table, string Action);
