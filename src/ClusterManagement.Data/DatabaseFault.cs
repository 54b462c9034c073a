namespace ClusterManagement.Data;

/// <summary>What a database's error means.</summary>
/// <param name="Kind">The sort of error.</param>
/// <param name="Columns">The columns of a broken unique constraint, <c>Table.column</c>, when they are known.</param>
/// <param name="Words">The cause in the words of the server or the driver, when they are better than those of the innermost exception.</param>
public sealed record DatabaseFault(DatabaseFaultKind Kind, string Columns = "", string? Words = null);
