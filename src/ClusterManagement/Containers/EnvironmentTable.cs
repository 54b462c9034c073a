using System.Collections;
using System.Management.Automation;

namespace ClusterManagement.Commands;

/// <summary>Reads environment variables from a hash table.</summary>
internal static class EnvironmentTable
{
    /// <summary>The variables as texts, whatever their values are in PowerShell.</summary>
    /// <param name="table">The table.</param>
    public static IReadOnlyDictionary<string, string>? Read(IDictionary? table)
    {
        if (table is null) return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            variables[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string>(entry.Value) ?? string.Empty;
        }

        return variables;
    }
}
