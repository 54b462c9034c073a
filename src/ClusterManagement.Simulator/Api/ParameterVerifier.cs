using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator.Api;

/// <summary>Checks values against a schema, with Proxmox VE's wording.</summary>
internal static partial class ParameterVerifier
{
    private const string Missing = "property is missing and it is not optional";
    private const string Unknown = "property is not defined in schema and the schema does not allow additional properties";

    /// <summary>Checks and normalises <paramref name="values"/>; what is wrong goes to <paramref name="errors"/>.</summary>
    public static void Verify(
        IReadOnlyCollection<Parameter> parameters, Dictionary<string, string> values, Version version, Dictionary<string, string> errors)
    {
        var known = parameters.Where(p => p.Exists(version)).ToList();
        foreach (var name in values.Keys.ToList())
        {
            var parameter = known.Find(p => p.IsNamed(name));
            if (parameter is null)
                errors[name] = Unknown;
            else if (Problem(parameter, name, values[name], version) is { } problem)
                errors[name] = problem;
            else if (parameter.Requires is { } other && !values.ContainsKey(other))
                errors[other] = $"missing property - '{name}' requires this property";
        }
        foreach (var parameter in known.Where(p => !p.IsOptional && !values.ContainsKey(p.Name)))
            errors[parameter.Name] = Missing;
    }

    private static string? Problem(Parameter parameter, string name, string value, Version version)
    {
        if (WrongType(parameter.Type, value) is { } type)
            return $"type check ('{type}') failed - got '{value}'";
        try
        {
            parameter.Format?.Invoke(value);
            parameter.Properties?.Parse(name, value, version);
        }
        catch (FormatException wrong)
        {
            return $"invalid format - {wrong.Message}";
        }
        if (parameter.Pattern is { } pattern && !pattern.IsMatch(value))
            return "value does not match the regex pattern";
        if (value.Length > parameter.MaximumLength)
            return $"value may only be {parameter.MaximumLength} characters long";
        if (value.Length < parameter.MinimumLength)
            return $"value must be at least {parameter.MinimumLength} characters long";
        if (parameter.Type is ParameterType.Integer or ParameterType.Number)
        {
            var number = decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (number < parameter.Minimum)
                return $"value must have a minimum value of {parameter.Minimum}";
            if (number > parameter.Maximum)
                return $"value must have a maximum value of {parameter.Maximum}";
        }
        if (parameter.Values is { } allowed && !allowed.Contains(value))
            return $"value '{value}' does not have a value in the enumeration '{string.Join(", ", allowed)}'";
        return null;
    }

    private static string? WrongType(ParameterType type, string value) => type switch
    {
        ParameterType.Integer when !IntegerText().IsMatch(value) => "integer",
        ParameterType.Number when !NumberText().IsMatch(value) => "number",
        ParameterType.Boolean when value is not ("0" or "1") => "boolean",
        _ => null,
    };

    [GeneratedRegex(@"^[+-]?\d{1,18}$")]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"^[+-]?\d{1,18}(\.\d{1,9})?$")]
    private static partial Regex NumberText();
}
