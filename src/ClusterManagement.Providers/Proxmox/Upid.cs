using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterManagement.Providers.Proxmox;

/// <summary>
/// The identifier of a Proxmox task: <c>UPID:node:pid:pstart:starttime:type:id:user[!token]:</c>. A task is asked
/// about at the node it names, which need not be the node the request went to.
/// </summary>
public readonly partial record struct Upid
{
    private readonly string? _text;

    private Upid(string text, Match parts)
    {
        _text = text;
        Node = parts.Groups["node"].Value;
        ProcessId = long.Parse(parts.Groups["pid"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        StartTime = DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(parts.Groups["start"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        Type = parts.Groups["type"].Value;
        Id = parts.Groups["id"].Value;
        var owner = parts.Groups["user"].Value;
        var bang = owner.IndexOf('!');
        User = bang < 0 ? owner : owner[..bang];
        TokenId = bang < 0 ? null : owner[(bang + 1)..];
    }

    /// <summary>The node the task runs on.</summary>
    public string Node { get; } = string.Empty;

    /// <summary>The worker's process id on that node.</summary>
    public long ProcessId { get; }

    /// <summary>When the task started, in UTC.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>The kind of work, for example <c>vzcreate</c>.</summary>
    public string Type { get; } = string.Empty;

    /// <summary>What the task works on: often a container id, sometimes a file name, sometimes nothing.</summary>
    public string Id { get; } = string.Empty;

    /// <summary>The user who started the task, without a token.</summary>
    public string User { get; } = string.Empty;

    /// <summary>The token's name when a token started the task.</summary>
    public string? TokenId { get; }

    /// <summary>The container the task works on, when <see cref="Id"/> is a number.</summary>
    public int? VmId => int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Reads an identifier.</summary>
    /// <param name="text">The text Proxmox answered with.</param>
    /// <exception cref="InvalidValueException">The text is not a task identifier.</exception>
    public static Upid Parse(string text) =>
        TryParse(text, out var upid) ? upid : throw new InvalidValueException("Upid", text, "a task identifier of Proxmox, UPID:node:...");

    /// <summary>Reads an identifier if the text is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="upid">The identifier.</param>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Upid upid)
    {
        upid = default;
        if (text is null)
        {
            return false;
        }

        var match = Pattern().Match(text);
        if (match.Success)
        {
            upid = new Upid(text, match);
        }

        return match.Success;
    }

    /// <summary>The identifier exactly as Proxmox wrote it.</summary>
    public override string ToString() => _text ?? string.Empty;

    [GeneratedRegex(
        @"\AUPID:(?<node>[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):(?<pid>[0-9A-Fa-f]{8}):(?<pstart>[0-9A-Fa-f]{8,9}):" +
        @"(?<start>[0-9A-Fa-f]{8}):(?<type>[^:\s]+):(?<id>[^:\s]*):(?<user>[^:\s]+):\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
