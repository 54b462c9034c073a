using ClusterManagement.Simulator.Api;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The endpoints that exist in a version.</summary>
internal static class AllEndpoints
{
    public static IEnumerable<Endpoint> For(SimulatorOptions options)
    {
        var version = Version.Parse(options.Version);
        IEnumerable<Endpoint>[] groups =
        [
            AccessEndpoints.All,
            TokenEndpoints.All,
            ClusterEndpoints.All,
            NodeEndpoints.All,
            NetworkEndpoints.All,
            StorageEndpoints.All,
            TemplateEndpoints.All,
            DownloadEndpoints.All,
            BackupEndpoints.All,
            TaskEndpoints.All,
            ContainerEndpoints.All,
            ConfigEndpoints.All,
            PowerEndpoints.All,
            SnapshotEndpoints.All,
            VolumeEndpoints.All,
            CloneEndpoints.All,
            MigrationEndpoints.All,
        ];
        return groups.SelectMany(group => group).Where(e => e.Since is null || version >= e.Since);
    }
}
