using System.Linq.Expressions;

namespace ClusterManagement.Engine.Storage;

/// <summary>Puts an expression in the place of a lambda's parameter, so that conditions can be built upon a path to a column.</summary>
/// <param name="parameter">The parameter.</param>
/// <param name="value">What takes its place.</param>
internal sealed class ParameterSubstitution(ParameterExpression parameter, Expression value) : ExpressionVisitor
{
    /// <summary>A condition on what a path leads to, as a condition on where the path starts.</summary>
    /// <typeparam name="T">Where the path starts.</typeparam>
    /// <typeparam name="TValue">What it leads to.</typeparam>
    /// <param name="path">The path.</param>
    /// <param name="condition">The condition.</param>
    public static Expression<Func<T, bool>> Compose<T, TValue>(Expression<Func<T, TValue>> path, Expression<Func<TValue, bool>> condition)
    {
        var body = new ParameterSubstitution(condition.Parameters[0], path.Body).Visit(condition.Body);
        return Expression.Lambda<Func<T, bool>>(body, path.Parameters);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
}
