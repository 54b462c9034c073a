using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>Errors say what failed, on what, and what to do; secrets say nothing.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void A_refused_value_is_shown_on_one_line_and_not_at_length()
    {
        var error = new InvalidValueException("Name", "a\r\nb\u001b[31m\0" + new string('x', 500), "letters");

        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.StartsWith("-Name 'a\uFFFD\uFFFDb\uFFFD[31m\uFFFD", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("...' is not valid. Allowed: letters.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("InvalidValue", ClusterErrorKind.InvalidValue, "Name", "letters"), (error.ErrorId, error.Kind, error.Parameter, error.Allowed));
        Assert.Contains("-Name", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_null_is_shown_as_nothing() =>
        Assert.Equal("-Name '' is not valid. Allowed: letters.", new InvalidValueException("Name", null, "letters").Message);

    [Theory]
    [InlineData("Container", "ContainerNotFound", "Container 'x' does not exist.", "Get-ClusterContainer")]
    [InlineData("ExternalDomain", "ExternalDomainNotFound", "External domain 'x' does not exist.", "Get-ExternalDomain")]
    [InlineData("Template", "TemplateNotFound", "Template 'x' does not exist.", "Get-ClusterTemplate")]
    public void What_is_missing_is_named_with_the_command_that_lists_it(string noun, string id, string message, string command)
    {
        var error = new ObjectNotFoundException(noun, "x");
        Assert.Equal((id, ClusterErrorKind.NotFound, message), (error.ErrorId, error.Kind, error.Message));
        Assert.Contains(command, error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void What_exists_and_what_is_used_is_named()
    {
        var exists = new ObjectExistsException("Site", "dc1");
        var used = new ObjectInUseException("Site", "dc1", "It has nodes.", "Remove them.");
        Assert.Equal(("SiteAlreadyExists", "Site 'dc1' exists already."), (exists.ErrorId, exists.Message));
        Assert.Equal(("SiteInUse", ClusterErrorKind.InUse, "Remove them."), (used.ErrorId, used.Kind, used.RecommendedAction));
    }

    [Fact]
    public void An_exhausted_pool_says_which_and_how_large()
    {
        var error = new PoolExhaustedException("TCP ports 2000-2009", 10, "Remove some.");
        Assert.Equal("No free value is left in the pool of TCP ports 2000-2009: all 10 are taken.", error.Message);
        Assert.Equal(("PoolExhausted", 10L), (error.ErrorId, error.Size));
    }

    [Fact]
    public void A_secret_shows_in_no_text()
    {
        var secret = new SecretText("hunter2");
        var draft = new NodeDraft { Name = "pve1", Site = new SiteIdentity("dc1"), ApiTokenSecretOrPassword = secret };
        string[] texts =
        [
            secret.ToString(), $"{secret}", draft.ToString(), System.Text.Json.JsonSerializer.Serialize(secret),
            new InvalidValueException("Password", secret, "more").Message, new NodeChanges { ApiTokenSecretOrPassword = secret }.ToString(),
        ];

        Assert.All(texts, text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
        Assert.Equal(("hunter2", 7, false), (secret.Reveal(), secret.Length, secret.IsEmpty));
        Assert.True(new SecretText(string.Empty).IsEmpty);
        using var secure = new System.Net.NetworkCredential(string.Empty, "s3cure").SecurePassword;
        Assert.Equal("s3cure", new SecretText(secure).Reveal());
    }
}
