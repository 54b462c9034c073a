using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClusterManagement.Tests.Simulator;

/// <summary>Maps what real Proxmox VE made up to what the simulator made up: task ids, tickets, backup names.</summary>
internal sealed partial class ReplayMap
{
    private readonly Dictionary<string, string> _simulated = [];

    public string this[string recorded] => _simulated.GetValueOrDefault(recorded, recorded);

    /// <summary>Rewrites the recorded values in a request, plain or percent-encoded.</summary>
    public string Rewrite(string text)
    {
        foreach (var (recorded, simulated) in _simulated.OrderByDescending(m => m.Key.Length))
        {
            text = text.Replace(recorded, simulated, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(recorded), Uri.EscapeDataString(simulated), StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>Learns from a pair of answers.</summary>
    public void Learn(string recorded, string simulated)
    {
        if (!recorded.StartsWith('{') || !simulated.StartsWith('{'))
            return;
        using var real = JsonDocument.Parse(recorded);
        using var ours = JsonDocument.Parse(simulated);
        if (!real.RootElement.TryGetProperty("data", out var left) || !ours.RootElement.TryGetProperty("data", out var right))
            return;
        if (left.ValueKind == JsonValueKind.String && right.ValueKind == JsonValueKind.String)
            _simulated[left.GetString()!] = right.GetString()!;
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in new[] { "ticket", "CSRFPreventionToken" })
            {
                if (left.TryGetProperty(name, out var old) && right.TryGetProperty(name, out var own))
                    _simulated[old.GetString()!] = own.GetString()!;
            }
        }
        if (left.ValueKind == JsonValueKind.Array)
            LearnBackup(recorded, simulated);
    }

    /// <summary>Hides what is made up, so that texts can be compared.</summary>
    public static string Neutral(string text) => Volatile().Replace(text, "*");

    private void LearnBackup(string recorded, string simulated)
    {
        var (real, ours) = (Archive().Match(recorded), Archive().Match(simulated));
        if (real.Success && ours.Success)
            _simulated[real.Value] = ours.Value;
    }

    [GeneratedRegex(@"vzdump-lxc-\d+-[\d_]+-[\d_]+")]
    private static partial Regex Archive();

    [GeneratedRegex(@"UPID:[^\s""]+:|vzdump-lxc-\d+-[\d_]+-[\d_]+|\b[0-9a-f]{40}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")]
    private static partial Regex Volatile();
}
