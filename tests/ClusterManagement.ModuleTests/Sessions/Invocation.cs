using System.Management.Automation;

namespace ClusterManagement.ModuleTests.Sessions;

/// <summary>What a script wrote, stream by stream.</summary>
internal sealed class Invocation
{
    /// <summary>Gets the objects.</summary>
    public required IReadOnlyList<PSObject> Objects { get; init; }

    /// <summary>Gets the errors; one that ended the script is the last of them.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>Gets a value indicating whether an error ended the script.</summary>
    public bool IsTerminated { get; init; }

    /// <summary>Gets the warnings.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets the verbose messages.</summary>
    public required IReadOnlyList<string> Verbose { get; init; }

    /// <summary>Gets the debug messages.</summary>
    public required IReadOnlyList<string> Debug { get; init; }

    /// <summary>Gets the progress records.</summary>
    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>Gets the one object, after checking that there was no error.</summary>
    public PSObject Single => Assert.Single(Succeeded().Objects);

    /// <summary>Gets the ids of the errors, without the cmdlet's name.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(Id)];

    /// <summary>Gets everything that was written, as text.</summary>
    public string Text => string.Join('\n', [
        .. Objects.Select(item => item.ToString()), .. Errors.Select(error => $"{error} {error.Exception}"), .. Warnings, .. Verbose, .. Debug,
        .. Progress.Select(record => $"{record.Activity} {record.StatusDescription}")]);

    /// <summary>The stable part of an error's id.</summary>
    /// <param name="error">The error.</param>
    public static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>Checks that there was no error.</summary>
    public Invocation Succeeded()
    {
        Assert.Empty(Errors.Select(error => $"{Id(error)}: {error}"));
        return this;
    }

    /// <summary>Checks that there was exactly one error, of this id and category, and nothing was written.</summary>
    /// <param name="id">The stable id.</param>
    /// <param name="category">The category.</param>
    public ErrorRecord FailedWith(string id, ErrorCategory category)
    {
        var error = Assert.Single(Errors);
        Assert.Equal((id, category), (Id(error), error.CategoryInfo.Category));
        Assert.Empty(Objects);
        return error;
    }

    /// <summary>The values of a property, as text.</summary>
    /// <param name="property">The property's name.</param>
    public IReadOnlyList<string?> Values(string property) => [.. Objects.Select(item => item.Text(property))];
}
