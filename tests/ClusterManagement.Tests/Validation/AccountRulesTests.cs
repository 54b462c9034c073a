using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>What an account may hold: what is taken, in which form it is kept, and what is refused.</summary>
public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("_")]
    [InlineData("jdoe")]
    [InlineData("j-doe_2")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    public void Good_names_are_kept(string name)
    {
        Assert.Equal(name, AccountRules.Username(name, "P"));
        Assert.Equal(name, AccountRules.GroupName(name, "P"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Alice")]
    [InlineData("alicE")]
    [InlineData("1alice")]
    [InlineData("-alice")]
    [InlineData("2000")]
    [InlineData("alice\n")]
    [InlineData("alice ")]
    [InlineData("al ice")]
    [InlineData("al:ice")]
    [InlineData("al.ice")]
    [InlineData("al*ice")]
    [InlineData("alice$")]
    [InlineData("älice")]
    [InlineData("al\0ice")]
    [InlineData("alice,ou=people")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void Bad_names_are_refused(string? name)
    {
        var error = Assert.Throws<InvalidValueException>(() => AccountRules.Username(name, "Username"));
        Assert.Equal(("Username", "InvalidValue"), (error.Parameter, error.ErrorId));
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.Throws<InvalidValueException>(() => AccountRules.GroupName(name, "Cn"));
    }

    [Theory]
    [InlineData("Jane Doe", "Jane Doe")]
    [InlineData("  Jane Doe ", "Jane Doe")]
    [InlineData("Zoe\u0308", "Zo\u00eb")]
    [InlineData("O'Brien-Smith, Jr.", "O'Brien-Smith, Jr.")]
    [InlineData("山田 太郎", "山田 太郎")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    public void Names_of_persons_are_kept_composed(string given, string kept) => Assert.Equal(kept, AccountRules.PersonName(given, "P"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Jane:Doe")]
    [InlineData("Jane\nDoe")]
    [InlineData("Jane\rDoe")]
    [InlineData("Jane\tDoe")]
    [InlineData("Jane\u2028Doe")]
    [InlineData("Jane\u0085Doe")]
    [InlineData("Jane\0Doe")]
    [InlineData("Jane\u001b[31mDoe")]
    [InlineData("Jane\u202eeoD")]
    [InlineData("Jane\u2066Doe")]
    public void Names_that_break_lines_or_directions_are_refused(string? name) =>
        Assert.Throws<InvalidValueException>(() => AccountRules.PersonName(name, "P"));

    // Lone surrogates cannot stand in an attribute's argument: they are not UTF-8.
    [Fact]
    public void Names_that_are_no_text_are_refused() => Assert.Throws<InvalidValueException>(() => AccountRules.PersonName("Jane" + '\ud800', "P"));

    [Fact]
    public void Names_of_persons_have_a_limit_once_they_are_composed()
    {
        Assert.Equal(255, AccountRules.PersonName(string.Concat(Enumerable.Repeat("e\u0301", 255)), "P").Length);
        Assert.Throws<InvalidValueException>(() => AccountRules.PersonName(new string('a', 256), "P"));

        // U+1D160 is three characters of two units each when composed.
        Assert.Throws<InvalidValueException>(() => AccountRules.PersonName(string.Concat(Enumerable.Repeat("\ud834\udd60", 100)), "P"));
    }

    [Theory]
    [InlineData("Jane.Doe@Example.COM", "jane.doe@example.com")]
    [InlineData("a@b", "a@b")]
    [InlineData("o'brien+tag@mail.example.com", "o'brien+tag@mail.example.com")]
    public void Mail_is_kept_in_lower_case(string given, string kept) => Assert.Equal(kept, AccountRules.Mail(given, "P"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("jane")]
    [InlineData("@example.com")]
    [InlineData("jane@")]
    [InlineData(".jane@example.com")]
    [InlineData("jane.@example.com")]
    [InlineData("ja..ne@example.com")]
    [InlineData("jane@example..com")]
    [InlineData("jane@-example.com")]
    [InlineData("jane@example.com.")]
    [InlineData("jane@exam_ple.com")]
    [InlineData("jane@[127.0.0.1]")]
    [InlineData("\"jane doe\"@example.com")]
    [InlineData("Jane <jane@example.com>")]
    [InlineData("jane@example.com,bob@example.com")]
    [InlineData("jane@example.com\nBcc: bob@example.com")]
    [InlineData("jäne@example.com")]
    [InlineData("jane@b@c")]
    public void Bad_mail_is_refused(string? mail) => Assert.Throws<InvalidValueException>(() => AccountRules.Mail(mail, "P"));

    [Fact]
    public void Mail_has_limits()
    {
        var host = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 61));
        Assert.Equal(254, AccountRules.Mail(new string('l', 64) + "@" + host, "P").Length);
        Assert.Throws<InvalidValueException>(() => AccountRules.Mail(new string('l', 65) + "@example.com", "P"));
        Assert.Throws<InvalidValueException>(() => AccountRules.Mail($"{new string('l', 64)}@{host}d", "P"));
    }

    [Theory]
    [InlineData("12345678", true)]
    [InlineData("1234567", false)]
    [InlineData("", false)]
    [InlineData("pass word", true)]
    [InlineData("Grüße, 世界", true)]
    [InlineData("password\n", false)]
    [InlineData("pass\0word", false)]
    public void Passwords_have_a_length_and_no_control_characters(string password, bool isGood) => AssertPassword(password, isGood);

    [Fact]
    public void Passwords_have_at_most_1024_bytes()
    {
        AssertPassword(new string('a', 1024), true);
        AssertPassword(new string('a', 1025), false);
        AssertPassword(new string('é', 512), true);
        AssertPassword(new string('é', 513), false);
        AssertPassword("12345678" + '\udc00', false);
    }

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Session_secrets_have_32_to_64_characters(int length, bool isGood)
    {
        var error = Record.Exception(() => AccountRules.SessionSecret(new SecretText(new string('s', length)), "Secret"));
        Assert.Equal(isGood, error is null);
        Assert.DoesNotContain("sss", error?.ToString() ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(isGood, Record.Exception(() => AccountRules.SessionSecretLength(length, "Length")) is null);
    }

    [Theory]
    [InlineData('\n')]
    [InlineData(' ')]
    [InlineData('é')]
    public void Session_secrets_are_printable(char c) =>
        Assert.Throws<InvalidValueException>(() => AccountRules.SessionSecret(new SecretText(new string('s', 40) + c), "Secret"));

    private static void AssertPassword(string password, bool isGood)
    {
        var error = Record.Exception(() => AccountRules.Password(new SecretText(password), "Password"));
        Assert.Equal(isGood, error is null);
        if (error is not null && password.Length > 3) Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }
}
