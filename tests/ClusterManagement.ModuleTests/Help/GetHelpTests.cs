namespace ClusterManagement.ModuleTests.Help;

/// <summary>What a user reads with Get-Help.</summary>
public sealed class GetHelpTests(GeneratedHelp generated) : IClassFixture<GeneratedHelp>
{
    [Fact]
    public void Synopsis_and_description_are_those_of_the_class()
    {
        var help = generated.GetHelp("New-HelpSample");

        Assert.Equal("Creates a sample.", help.Text("Synopsis"));
        Assert.Equal(
            [
                "A sample has a -Name and a colour, and -Whatever it needs; see Get-HelpSample.",
                "Leave -Target at $null and:",
                "- the first thing happens",
                "- second: and this, too",
            ],
            help.Texts("description", "Text"));
    }

    [Fact]
    public void Both_examples_come_with_title_code_and_remarks()
    {
        var help = generated.GetHelp("New-HelpSample");

        Assert.Equal(
            ["---------- Example 1: Create one ----------", "---------- Example 2: Create many ----------"],
            help.Texts("examples", "example", "title"));
        Assert.Equal(
            ["New-HelpSample one -Color Red |\n    Get-HelpSample", "'a', 'b' | New-HelpSample"],
            help.Texts("examples", "example", "code"));
        Assert.Equal(["Creates the sample one.", "", "Creates two.", ""], help.Texts("examples", "example", "remarks", "Text"));
    }

    [Fact]
    public void A_parameter_says_all_about_itself()
    {
        var name = generated.GetParameterHelp("New-HelpSample", "Name");

        Assert.Equal(["The names.", "Wildcards are not for new things."], name.Texts("description", "Text"));
        Assert.Equal("true", name.Text("required"));
        Assert.Equal("0", name.Text("position"));
        Assert.Equal("True (ByPropertyName, ByValue)", name.Text("pipelineInput"));
        Assert.Equal("false", name.Text("globbing"));
        Assert.Equal("Id, Key", name.Text("aliases"));
        Assert.Equal("string[]", name.Text("parameterValue"));
    }

    [Fact]
    public void An_enum_parameter_explains_its_values_and_its_default()
    {
        var color = generated.GetParameterHelp("New-HelpSample", "Color");

        Assert.Equal(
            ["The colour.", "Accepted values:", "- Red: Like a tomato.", "- Blue: Like the sea."],
            color.Texts("description", "Text"));
        Assert.Equal("the site's colour", color.Text("defaultValue"));
    }

    [Theory]
    [InlineData("Database", "The database, documented at the base class.")]
    [InlineData("Target", "The target, documented at the interface.")]
    [InlineData("WhatIf", "Says what would change, and changes nothing.")]
    public void Documentation_is_inherited(string parameter, string expected)
    {
        Assert.Equal(expected, generated.GetParameterHelp("New-HelpSample", parameter).Text("description", "Text"));
    }

    [Fact]
    public void Every_parameter_set_has_its_syntax()
    {
        var syntax = generated.GetHelp("New-HelpSample").Texts("syntax", "syntaxItem", "parameter", "name");

        Assert.Equal(
            ["Name", "Color", "Database", "Target", "Confirm", "WhatIf", "Name", "Plain", "Database", "Target", "Confirm", "WhatIf"],
            syntax);
    }

    [Fact]
    public void Inputs_outputs_and_links_are_there()
    {
        var help = generated.GetHelp("New-HelpSample");

        Assert.Equal(["System.String[]", "System.Object"], help.Texts("inputTypes", "inputType", "type", "name"));
        Assert.Equal("ClusterManagement.ModuleTests.Help.Samples.SampleColor", help.Text("returnValues", "returnValue", "type", "name"));
        Assert.Equal(["Get-HelpSample", "Samples on the web"], help.Texts("relatedLinks", "navigationLink", "linkText"));
        Assert.Equal("None", generated.GetHelp("Get-HelpSample").Text("returnValues", "returnValue", "type", "name"));
    }
}
