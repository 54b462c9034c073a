using System.Management.Automation;
using System.Reflection;
using ClusterManagement.ModuleTests.Sessions;

namespace ClusterManagement.ModuleTests.Conventions;

/// <summary>PowerShell's rules, checked on every cmdlet there is.</summary>
public sealed class CmdletConventionTests : IDisposable
{
    // They put all rows of one database, or the state of a snapshot, in the place of another.
    private static readonly HashSet<string> Replacing =
        new(["Copy-ClusterDatabase", "Restore-ClusterDatabase", "Restore-ClusterSnapshot"], StringComparer.Ordinal);

    private static readonly string[] ReadingVerbs = ["Get", "Find", "Test", "Connect", "Disconnect"];

    // The name of what is listed or made here is a text, not yet an object; states belong to what is listed.
    private static readonly string[] OwnMeaning =
    [
        "Get-ExternalDomain -Domain", "Get-ClusterCertificate -Domain", "New-ExternalDomain -Domain", "Get-ClusterContainer -Status", "Get-ClusterJob -Status", "Get-ClusterUser -Status",
    ];

    private static readonly Type[] VerbGroups =
    [
        typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity),
    ];

    private readonly ModuleSession _session = new(isConnected: false);

    private IReadOnlyList<CmdletInfo> Cmdlets => [.. _session.Invoke("Get-Command -Module ClusterManagement").Succeeded().Objects.Select(item => (CmdletInfo)item.BaseObject)];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Manifest_classes_and_exports_are_the_same_list()
    {
        var module = (PSModuleInfo)_session.Invoke("Get-Module ClusterManagement").Single.BaseObject;
        var listed = Manifest();
        var exported = Cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal).ToList();
        var classes = Cmdlets[0].ImplementingType.Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true })
            .Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
            .Select(attribute => $"{attribute.VerbName}-{attribute.NounName}");

        Assert.Equal(listed, exported);
        Assert.Equal(classes.Order(StringComparer.Ordinal), exported);
        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedFunctions);
        Assert.Empty(module.ExportedVariables);
        Assert.Equal(new Version(7, 6), module.PowerShellVersion);
    }

    [Fact]
    public void Verbs_are_approved_and_nouns_singular()
    {
        var approved = VerbGroups.SelectMany(group => group.GetFields()).Select(field => (string)field.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);

        Assert.All(Cmdlets, cmdlet => Assert.Contains(cmdlet.Verb, approved));
        Assert.All(Cmdlets, cmdlet => Assert.Matches("^[A-Z][A-Za-z]+[^s]$", cmdlet.Noun));
    }

    [Fact]
    public void What_changes_something_can_be_tried_and_what_destroys_asks()
    {
        Assert.All(Cmdlets, cmdlet =>
        {
            var attribute = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
            Assert.True(attribute.SupportsShouldProcess != ReadingVerbs.Contains(cmdlet.Verb), $"{cmdlet.Name}: SupportsShouldProcess is {attribute.SupportsShouldProcess}.");
            Assert.Equal(cmdlet.Verb == "Remove" || Replacing.Contains(cmdlet.Name), attribute.SupportsShouldProcess && attribute.ConfirmImpact == ConfirmImpact.High);
        });
    }

    [Fact]
    public void Classes_are_sealed_and_named_after_the_cmdlet() => Assert.All(Cmdlets, cmdlet =>
    {
        Assert.True(cmdlet.ImplementingType.IsSealed, $"{cmdlet.ImplementingType.Name} is not sealed.");
        Assert.Equal($"ClusterManagement.Commands.{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.ImplementingType.FullName);
    });

    [Fact]
    public void Every_cmdlet_says_what_it_emits() =>
        Assert.All(Cmdlets, cmdlet => Assert.True(cmdlet.OutputType.Count > 0, $"{cmdlet.Name} has no OutputType."));

    [Fact]
    public void A_parameter_has_the_same_type_everywhere()
    {
        var byName = Cmdlets.SelectMany(cmdlet => Own(cmdlet).Select(parameter => (Cmdlet: cmdlet.Name, parameter.Name, Type: Element(parameter.ParameterType))))
            .Where(parameter => !OwnMeaning.Contains($"{parameter.Cmdlet} -{parameter.Name}"))
            .GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

        Assert.All(byName, parameters => Assert.True(
            parameters.Select(parameter => parameter.Type).Distinct().Count() == 1,
            $"-{parameters.Key}: {string.Join(", ", parameters.Select(parameter => $"{parameter.Cmdlet} {parameter.Type.Name}"))}"));

        // A list and a single value, an optional and a required number are the same to who calls.
        static Type Element(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type);
    }

    [Fact]
    public void Parameters_are_singular_switches_are_off_and_no_flag_is_a_Boolean() => Assert.All(Cmdlets, cmdlet =>
    {
        // Properties of the objects are plural where they hold many, and output names equal parameter names. One ends in a verb.
        string[] plural = ["DnsForwarders", "Tags", "Cores", "UseTls", "Status", "IfNotExists"];
        using var instance = Activator.CreateInstance(cmdlet.ImplementingType) as IDisposable;
        Assert.All(Own(cmdlet), parameter =>
        {
            Assert.True(!parameter.Name.EndsWith('s') || parameter.Name.EndsWith("ss", StringComparison.Ordinal) || plural.Contains(parameter.Name), $"{cmdlet.Name} -{parameter.Name} is plural.");
            Assert.NotEqual(typeof(bool), parameter.ParameterType);
            if (parameter.ParameterType != typeof(SwitchParameter) || instance is null) return;
            var value = (SwitchParameter)cmdlet.ImplementingType.GetProperty(parameter.Name)!.GetValue(instance)!;
            Assert.False(value.IsPresent, $"{cmdlet.Name} -{parameter.Name} is on by default.");
        });
    });

    [Fact]
    public void At_most_one_parameter_of_a_set_takes_the_pipelines_objects() => Assert.All(
        Cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets.Select(set => (cmdlet.Name, Set: set))),
        pair => Assert.True(
            pair.Set.Parameters.Count(parameter => parameter.ValueFromPipeline) <= 1, $"{pair.Name}, set {pair.Set.Name}: several parameters take the pipeline."));

    [Fact]
    public void Every_cmdlet_of_the_database_can_be_given_one()
    {
        var without = Cmdlets.Where(cmdlet => !cmdlet.Parameters.ContainsKey("Database")).Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["Connect-ClusterDatabase", "Copy-ClusterDatabase", "Disconnect-ClusterDatabase", "Start-ClusterSimulator", "Stop-ClusterSimulator"], without);
    }

    [Fact]
    public void Secrets_come_in_as_secrets() => Assert.All(
        Cmdlets.SelectMany(cmdlet => Own(cmdlet).Select(parameter => (cmdlet.Name, Parameter: parameter))),
        pair => Assert.True(
            !System.Text.RegularExpressions.Regex.IsMatch(pair.Parameter.Name, "Password|Secret|ApiKey$|Credential")
                || pair.Parameter.ParameterType == typeof(System.Security.SecureString) || pair.Parameter.ParameterType == typeof(PSCredential)
                || pair.Parameter.ParameterType == typeof(SwitchParameter),
            $"{pair.Name} -{pair.Parameter.Name} is a {pair.Parameter.ParameterType.Name}."));

    private static IEnumerable<ParameterMetadata> Own(CmdletInfo cmdlet) => cmdlet.Parameters.Values.Where(parameter =>
        !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name));

    private IEnumerable<string> Manifest()
    {
        var table = (System.Collections.Hashtable)_session.Invoke(
            "[System.Management.Automation.Language.Parser]::ParseFile($manifest, [ref] $null, [ref] $null).EndBlock.Statements[0].PipelineElements[0].Expression.SafeGetValue()",
            new { manifest = ModuleSession.Manifest }).Single.BaseObject;
        return ((object[])table["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal);
    }
}
