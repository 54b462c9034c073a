using System.Text.RegularExpressions;

namespace ClusterManagement.Simulator.Api;

/// <summary>Short ways to declare parameters. All are optional until said otherwise.</summary>
internal static class Schema
{
    public static readonly Version Version9 = new(9, 0);
    public static readonly Version Version91 = new(9, 1);
    public static readonly Version Version92 = new(9, 2);

    public static Parameter Text(string name, Action<string>? format = null, int? min = null, int? max = null) =>
        new(name, ParameterType.Text) { Format = format, MinimumLength = min, MaximumLength = max };

    public static Parameter List(string name, Action<string>? itemFormat = null) => new(name, ParameterType.Text)
    {
        IsList = true,
        Format = itemFormat is null
            ? null
            : text =>
            {
                foreach (var item in Lists.Split(text))
                    itemFormat(item);
            },
    };

    public static Parameter Pattern(string name, string pattern) =>
        new(name, ParameterType.Text) { Pattern = new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant) };

    public static Parameter OneOf(string name, params string[] values) => new(name, ParameterType.Text) { Values = values };

    public static Parameter Integer(string name, long? min = null, long? max = null) =>
        new(name, ParameterType.Integer) { Minimum = min, Maximum = max };

    public static Parameter Number(string name, long? min = null, long? max = null) =>
        new(name, ParameterType.Number) { Minimum = min, Maximum = max };

    public static Parameter Boolean(string name) => new(name, ParameterType.Boolean);

    public static Parameter VmId(string name) => Integer(name, 100, 999999999) with { Format = Formats.VmId };

    public static Parameter Properties(string name, PropertyFormat format) =>
        new(name, ParameterType.Text) { Properties = format };
}
