using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterManagement.Providers.Proxmox.Json;

/// <summary>The answers this client reads. Unknown fields are left alone: every release adds some.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(LenientBooleanConverter),
        typeof(LenientNumberConverter<int>),
        typeof(LenientNumberConverter<long>),
        typeof(LenientNumberConverter<double>),
        typeof(LenientOptionalNumberConverter<int>),
        typeof(LenientOptionalNumberConverter<long>),
        typeof(LenientStringConverter),
        typeof(UnixTimeConverter),
    ])]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(ProxmoxVersion))]
[JsonSerializable(typeof(ProxmoxNode[]))]
[JsonSerializable(typeof(ProxmoxNodeStatus))]
[JsonSerializable(typeof(ProxmoxClusterMember[]))]
[JsonSerializable(typeof(ProxmoxNetworkDevice[]))]
[JsonSerializable(typeof(ProxmoxResource[]))]
[JsonSerializable(typeof(ProxmoxStorage[]))]
[JsonSerializable(typeof(ProxmoxVolume[]))]
[JsonSerializable(typeof(ProxmoxContainer))]
[JsonSerializable(typeof(ProxmoxContainer[]))]
[JsonSerializable(typeof(InterfaceAnswer[]))]
[JsonSerializable(typeof(PendingOption[]))]
[JsonSerializable(typeof(MigrationCheck))]
[JsonSerializable(typeof(ProxmoxSnapshot[]))]
[JsonSerializable(typeof(ProxmoxAppliance[]))]
[JsonSerializable(typeof(ProxmoxTask))]
[JsonSerializable(typeof(ProxmoxTask[]))]
[JsonSerializable(typeof(TaskLogLine[]))]
internal sealed partial class ProxmoxJson : JsonSerializerContext;
