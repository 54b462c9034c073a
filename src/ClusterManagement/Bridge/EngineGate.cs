using System.Reflection;

namespace ClusterManagement.Bridge;

/// <summary>The one place that opens the engine. It is reached from method bodies only, when a command really needs it.</summary>
internal static class EngineGate
{
    private static readonly Lazy<IClusterEngine> Instance = new(Open);

    /// <summary>The process's engine.</summary>
    public static IClusterEngine Engine => Instance.Value;

    private static IClusterEngine Open()
    {
        var assembly = Assembly.Load(new AssemblyName(EngineLoadContext.EngineName));
        return (IClusterEngine)Activator.CreateInstance(assembly.GetType("ClusterManagement.Engine.ClusterEngine", throwOnError: true)!)!;
    }
}
