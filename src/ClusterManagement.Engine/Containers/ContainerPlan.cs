using ClusterManagement.Data.Entities;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Containers;

/// <summary>A container to be made, with every value checked.</summary>
internal sealed record ContainerPlan
{
    /// <summary>What was asked for.</summary>
    public required ContainerDraft Draft { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The host name.</summary>
    public required string Hostname { get; init; }

    /// <summary>The node, with its site.</summary>
    public required NodeEntity Node { get; init; }

    /// <summary>The site's addressing.</summary>
    public required SiteNetwork Network { get; init; }

    /// <summary>The address that was asked for; null takes the lowest free one.</summary>
    public uint? Address { get; init; }

    /// <summary>The MAC address that was asked for; null takes a random one.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The SSH keys, one per line.</summary>
    public string? SshPublicKey { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The container that is copied, with its node; null when none is.</summary>
    public ContainerEntity? Original { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
