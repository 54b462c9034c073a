using ClusterManagement.Data;

namespace ClusterManagement.Tests.Contract;

/// <summary>A statement that every engine has to refuse, for the same reason.</summary>
/// <param name="Rule">The rule, in words.</param>
/// <param name="Sql">The statement, names in square brackets.</param>
/// <param name="Kind">The sort of refusal.</param>
/// <param name="Constraint">The columns of a unique constraint as the fault names them, or the name of a check.</param>
public sealed record RefusedStatement(string Rule, string Sql, DatabaseFaultKind Kind, string Constraint = "")
{
    /// <summary>The rule.</summary>
    public override string ToString() => Rule;
}
