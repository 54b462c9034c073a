using ClusterManagement.Validation;
using Xunit;

namespace ClusterManagement.Tests.Validation;

/// <summary>Names: what is taken, in which form it is kept, and what is refused.</summary>
public sealed class NameRulesTests
{
    private static readonly Dictionary<string, Func<string?, string>> Rules = new()
    {
        ["DisplayName"] = value => NameRules.DisplayName(value, "P"),
        ["HostName"] = value => NameRules.HostName(value, "P"),
        ["NodeName"] = value => NameRules.NodeName(value, "P"),
        ["ExternalHostName"] = value => NameRules.ExternalHostName(value, "P"),
        ["DomainName"] = value => NameRules.DomainName(value, "P"),
        ["ServiceName"] = value => NameRules.ServiceName(value, "P"),
        ["StorageId"] = value => NameRules.StorageId(value, "P"),
        ["BridgeName"] = value => NameRules.BridgeName(value, "P"),
        ["Template"] = value => NameRules.Template(value, "P"),
        ["MailAddress"] = value => NameRules.MailAddress(value, "P"),
        ["Description"] = value => NameRules.Description(value, "P"),
    };

    /// <summary>What no rule for names takes.</summary>
    public static TheoryData<string, string?> Hostile { get; } = new(
        from rule in Rules.Keys
        where rule != "Description"
        from value in new[]
        {
            null, "", " ", "\n", "web1\n", "\nweb1", "web\n1", "web1\r", "web\01", "web1\u200b", "w\u0435b1", "ｗeb1", "wéb1", "web１", "web1\u2028",
            "web1;rm -rf /", "$(id)", "`id`", "../etc/passwd", "web1'--", "<b>", "a b\tc", "-web1", ".", "..", "web\u202e1",
            new string('a', 5000), "\ud83d\ude00",
        }
        where !(rule == "DisplayName" && value == "web1\n") && !(rule == "DisplayName" && value == "\nweb1") && !(rule == "DisplayName" && value == "web1\r")
            && !(rule == "DisplayName" && value == "web1\u2028") && !(rule == "Template" && value == new string('a', 5000))
            && !(rule == "StorageId" && value == new string('a', 5000))
        select (rule, value));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_input_is_refused(string rule, string? value)
    {
        var error = Assert.Throws<InvalidValueException>(() => Rules[rule](value));
        Assert.Equal("P", error.Parameter);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.True(error.Message.Length < 400);
    }

    [Theory]
    [InlineData("DisplayName", "Web 1", "Web 1")]
    [InlineData("DisplayName", "  web1 ", "web1")]
    [InlineData("DisplayName", "1st.web_server-x", "1st.web_server-x")]
    [InlineData("HostName", "Web-1", "web-1")]
    [InlineData("HostName", "a", "a")]
    [InlineData("HostName", "1a", "1a")]
    [InlineData("NodeName", "PVE1", "PVE1")]
    [InlineData("ExternalHostName", "@", "@")]
    [InlineData("ExternalHostName", "Api.Shop", "api.shop")]
    [InlineData("ExternalHostName", "123", "123")]
    [InlineData("DomainName", "Example.COM.", "example.com")]
    [InlineData("DomainName", "xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("ServiceName", "_LDAP._TCP", "_ldap._tcp")]
    [InlineData("ServiceName", "_a._udp", "_a._udp")]
    [InlineData("StorageId", "local-lvm", "local-lvm")]
    [InlineData("BridgeName", "vmbr0", "vmbr0")]
    [InlineData("Template", "debian-12", "debian-12")]
    [InlineData("Template", "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst")]
    [InlineData("MailAddress", "admin+x@example.com", "admin+x@example.com")]
    [InlineData("Description", "  two\r\nlines \u00fc ", "two\nlines \u00fc")]
    [InlineData("Description", "", "")]
    public void Good_input_is_kept_in_its_form(string rule, string value, string kept) => Assert.Equal(kept, Rules[rule](value));

    [Theory]
    [InlineData("DisplayName", "123")]
    [InlineData("DisplayName", "_web")]
    [InlineData("HostName", "web.1")]
    [InlineData("HostName", "web-")]
    [InlineData("HostName", "123")]
    [InlineData("HostName", "web_1")]
    [InlineData("ExternalHostName", "a..b")]
    [InlineData("ExternalHostName", "a.")]
    [InlineData("ExternalHostName", "*.a")]
    [InlineData("DomainName", "localhost")]
    [InlineData("DomainName", "1.2.3.4")]
    [InlineData("DomainName", "a..b")]
    [InlineData("DomainName", ".a.b")]
    [InlineData("ServiceName", "ldap._tcp")]
    [InlineData("ServiceName", "_ldap._sctp")]
    [InlineData("ServiceName", "_123._tcp")]
    [InlineData("ServiceName", "_abcdefghijklmnop._tcp")]
    [InlineData("StorageId", "a")]
    [InlineData("StorageId", "1local")]
    [InlineData("BridgeName", "v")]
    [InlineData("BridgeName", "abcdefghijklmnop")]
    [InlineData("BridgeName", "vmbr0,tag=5")]
    [InlineData("Template", "local:iso/debian.iso")]
    [InlineData("Template", "local:vztmpl/../../etc/passwd")]
    [InlineData("MailAddress", "admin")]
    [InlineData("MailAddress", "Admin <a@b.c>")]
    [InlineData("MailAddress", "a@b@c")]
    [InlineData("Description", "bell\a")]
    [InlineData("Description", "\u001b[31mred")]
    public void Bad_input_is_refused(string rule, string value) => Assert.Throws<InvalidValueException>(() => Rules[rule](value));

    [Theory]
    [InlineData("DisplayName", 64)]
    [InlineData("HostName", 63)]
    [InlineData("NodeName", 63)]
    [InlineData("ExternalHostName", 63)]
    [InlineData("BridgeName", 15)]
    [InlineData("Description", 4096)]
    public void The_longest_is_taken_and_one_more_is_not(string rule, int length)
    {
        Assert.Equal(length, Rules[rule](new string('a', length)).Length);
        Assert.Throws<InvalidValueException>(() => Rules[rule](new string('a', length + 1)));
    }

    [Fact]
    public void A_domain_of_253_characters_is_taken_and_one_more_is_not()
    {
        var longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        Assert.Equal(253, NameRules.DomainName(longest, "P").Length);
        Assert.Throws<InvalidValueException>(() => NameRules.DomainName(longest + "d", "P"));
        Assert.Throws<InvalidValueException>(() => NameRules.DomainName(new string('a', 64) + ".com", "P"));
    }

    [Theory]
    [InlineData("B,a;c a", "a b c")]
    [InlineData("", "")]
    [InlineData("_x c++ 1.2", "1.2 _x c++")]
    public void Tags_are_split_sorted_and_kept_once(string given, string kept) => Assert.Equal(kept, string.Join(' ', NameRules.Tags([given], "Tags")));

    [Theory]
    [InlineData("-a")]
    [InlineData("a\nb")]
    [InlineData("ä")]
    [InlineData("a/b")]
    public void Bad_tags_are_refused(string tag) => Assert.Throws<InvalidValueException>(() => NameRules.Tags([tag], "Tags"));
}
