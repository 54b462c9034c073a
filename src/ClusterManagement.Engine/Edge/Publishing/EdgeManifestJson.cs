using System.Text.Json.Serialization;

namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>How a manifest is written as JSON.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EdgeManifest))]
internal sealed partial class EdgeManifestJson : JsonSerializerContext;
