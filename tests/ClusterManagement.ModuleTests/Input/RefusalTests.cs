using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Input;

/// <summary>What every refused value has in common.</summary>
/// <param name="cluster">The cluster that has to stay as it is.</param>
public abstract class RefusalTests(BadInputCluster cluster)
{
    /// <summary>Gets the cluster.</summary>
    protected BadInputCluster Cluster { get; } = cluster;

    /// <summary>Runs a script that has to be refused, with and without -WhatIf.</summary>
    /// <param name="script">The script, one command.</param>
    /// <param name="parameter">The parameter that the error names.</param>
    /// <param name="shown">The value as the error shows it.</param>
    protected ErrorRecord AssertRefused(string script, string parameter, string shown)
    {
        var error = Run(script);
        Run(script + " -WhatIf");
        return error;

        ErrorRecord Run(string text)
        {
            var before = Cluster.State;
            var found = Cluster.Session.Invoke(text).FailedWith("InvalidValue", ErrorCategory.InvalidArgument);
            Assert.StartsWith($"-{parameter} '", found.ToString(), StringComparison.Ordinal);
            Assert.Contains(shown, found.ToString(), StringComparison.Ordinal);
            Assert.Contains("Allowed: ", found.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(found.ToString(), char.IsControl);
            Assert.NotEmpty(found.ErrorDetails.RecommendedAction);
            Assert.Equal(before, Cluster.State);
            return found;
        }
    }

    /// <summary>A value as a literal of PowerShell.</summary>
    /// <param name="value">The value.</param>
    protected static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A value as errors show it: on one line.</summary>
    /// <param name="value">The value.</param>
    protected static string Shown(string value) => string.Concat(value.Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
