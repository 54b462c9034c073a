namespace ClusterManagement.Engine.Edge.Publishing;

/// <summary>Lets the daemons' own programs check a folder of files.</summary>
internal static class EdgeCheck
{
    /// <summary>Runs the checks.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="daemons">The daemons.</param>
    /// <param name="cancellationToken">Ends them.</param>
    public static async Task<IReadOnlyList<ConfigurationTestResult>> RunAsync(string folder, IEnumerable<EdgeDaemon> daemons, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("cluster-edge-");
        try
        {
            var results = new List<ConfigurationTestResult>();
            foreach (var controller in EdgeControllers.Of(daemons))
            {
                var problem = await controller.CheckAsync(folder, scratch.FullName, cancellationToken);
                results.Add(new ConfigurationTestResult
                {
                    Daemon = controller.Daemon,
                    IsValid = problem is null,
                    Path = Path.Combine(folder, controller.MainFile),
                    Message = problem,
                });
            }

            return results;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
