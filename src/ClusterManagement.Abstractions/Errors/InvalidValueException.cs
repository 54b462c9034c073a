namespace ClusterManagement;

/// <summary>A value breaks a rule: names the parameter, the value and what is allowed. Error id <c>InvalidValue</c>.</summary>
public sealed class InvalidValueException : ClusterException
{
    /// <summary>Creates the error.</summary>
    /// <param name="parameter">The parameter's name without a dash.</param>
    /// <param name="value">The refused value; a secret only as a <see cref="SecretText"/>, of which nothing is kept.</param>
    /// <param name="allowed">What is allowed, as a phrase that completes "Allowed: ".</param>
    public InvalidValueException(string parameter, object? value, string allowed)
        : base(
            ErrorIds.InvalidValue,
            ClusterErrorKind.InvalidValue,
            $"-{parameter} '{Show(value)}' is not valid. Allowed: {allowed}.",
            $"Give -{parameter} a value of that form.",
            value is SecretText secret ? secret.ToString() : value)
    {
        Parameter = parameter;
        Allowed = allowed;
    }

    /// <summary>The parameter's name without a dash.</summary>
    public string Parameter { get; }

    /// <summary>What is allowed.</summary>
    public string Allowed { get; }

    // A hostile value must not break the message into several lines or flood the terminal.
    private static string Show(object? value)
    {
        var text = string.Concat((value?.ToString() ?? string.Empty).Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
    }
}
