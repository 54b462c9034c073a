using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace ClusterManagement.Engine.Storage;

/// <summary>Name filters in SQL: one name or a prefix is found by index; the rest of a pattern is matched afterwards.</summary>
internal static class NameQueries
{
    /// <summary>Keeps the rows whose name the filter may take.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="name">The name's column, compared without regard to case.</param>
    public static IQueryable<T> WhereName<T>(this IQueryable<T> rows, NameFilter filter, Expression<Func<T, string>> name)
    {
        if (filter.Literal is { } literal) return rows.Where(ParameterSubstitution.Compose(name, column => column == literal));
        if (string.IsNullOrEmpty(filter.Prefix)) return rows;
        var pattern = filter.Prefix + "%";
        return rows.Where(ParameterSubstitution.Compose(name, column => EF.Functions.Like(column, pattern)));
    }

    /// <summary>Keeps the rows whose text the filter may take.</summary>
    /// <typeparam name="T">The rows.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="text">The text's column, which has regard to case.</param>
    public static IQueryable<T> WhereText<T>(this IQueryable<T> rows, NameFilter filter, Expression<Func<T, string>> text)
    {
        if (filter.Literal is { } literal)
        {
            var lower = literal.ToLowerInvariant();
            return rows.Where(ParameterSubstitution.Compose(text, column => column == literal || column.ToLower() == lower));
        }

        // Databases know small letters beyond ASCII in different ways.
        var prefix = string.Concat((filter.Prefix ?? string.Empty).TakeWhile(char.IsAscii)).ToLowerInvariant();
        return prefix.Length == 0 ? rows : rows.Where(ParameterSubstitution.Compose(text, column => column.ToLower().StartsWith(prefix)));
    }
}
