using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ClusterManagement.Shell.Host;

/// <summary>Asks the person at the terminal; without one it says what was missing instead of waiting for ever.</summary>
internal sealed class Prompter(ShellConsole console, LineEditor editor)
{
    public string ReadLine(string what)
    {
        RequireTerminal(what);
        return editor.ReadLine() ?? throw new PipelineStoppedException();
    }

    public SecureString ReadSecret(string what)
    {
        RequireTerminal(what);
        return SecretReader.Read() ?? throw new PipelineStoppedException();
    }

    public Dictionary<string, PSObject> Ask(string caption, string message, Collection<FieldDescription> fields)
    {
        RequireTerminal($"a value for {string.Join(", ", fields.Select(field => field.Name))}");
        WriteHeading(caption, message);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(AskField(field)));
    }

    public int Choose(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireTerminal($"an answer to «{Heading(caption, message)}» (-Confirm:$false goes ahead without asking)");
        WriteHeading(caption, message);
        var keys = choices.Select(ChoiceKey.From).ToArray();
        var menu = string.Join("  ", keys.Select(key => $"[{key.Hotkey}] {key.Label}"));
        var question = defaultChoice >= 0 ? $"{menu}  [?] Help (default is \"{keys[defaultChoice].Hotkey}\"): " : $"{menu}  [?] Help: ";
        while (true)
        {
            console.Write(question);
            var answer = ReadLine("a choice").Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (Array.FindIndex(keys, key => key.Matches(answer)) is >= 0 and var index)
                return index;
            if (answer == "?")
                WriteChoiceHelp(choices, keys);
        }
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        RequireTerminal("a credential");
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            console.Write("User: ");
            userName = ReadLine("a user name");
        }

        console.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret("a password"));
    }

    private object AskField(FieldDescription field)
    {
        var type = LanguagePrimitives.TryConvertTo<Type>(field.ParameterAssemblyFullName, CultureInfo.InvariantCulture, out var known)
            ? known
            : typeof(string);
        if (type == typeof(PSCredential))
            return AskCredential(string.Empty, string.Empty, null);
        if (type.IsArray)
            return LanguagePrimitives.ConvertTo(AskList(field.Name, type.GetElementType()!), type, CultureInfo.InvariantCulture);
        console.Write($"{field.Name}: ");
        return AskValue(field.Name, type);
    }

    private List<object> AskList(string name, Type elementType)
    {
        var values = new List<object>();
        while (true)
        {
            console.Write($"{name}[{values.Count}]: ");
            if (elementType == typeof(SecureString))
                return [ReadSecret(name)];
            var text = ReadLine(name);
            if (text.Length == 0)
                return values;
            values.Add(LanguagePrimitives.ConvertTo(text, elementType, CultureInfo.InvariantCulture));
        }
    }

    private object AskValue(string name, Type type) => type == typeof(SecureString)
        ? ReadSecret(name)
        : LanguagePrimitives.ConvertTo(ReadLine(name), type, CultureInfo.InvariantCulture);

    private void WriteChoiceHelp(Collection<ChoiceDescription> choices, ChoiceKey[] keys)
    {
        for (var index = 0; index < keys.Length; index++)
            console.WriteLine($"{keys[index].Hotkey} - {choices[index].HelpMessage}");
    }

    private void WriteHeading(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
            console.WriteLine(caption, PSStyle.Instance.Bold);
        if (!string.IsNullOrEmpty(message))
            console.WriteLine(message);
    }

    private static string Heading(string caption, string message) =>
        (string.IsNullOrEmpty(message) ? caption : message).ReplaceLineEndings(" ").Trim();

    private void RequireTerminal(string what)
    {
        if (console.IsInteractive)
            return;
        throw new HostException(
            $"This shell's input is redirected, so it cannot ask for {what}.",
            innerException: null,
            "PromptNotAvailable",
            ErrorCategory.InvalidOperation);
    }
}
