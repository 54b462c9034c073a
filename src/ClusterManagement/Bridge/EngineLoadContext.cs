using System.Reflection;
using System.Runtime.Loader;

namespace ClusterManagement.Bridge;

/// <summary>
/// The context the engine and its packages live in, so that another module's version of the same package does no harm,
/// and ours none to it. What crosses the border comes from the default context on both sides.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    /// <summary>The simple name of the engine's assembly.</summary>
    public const string EngineName = "ClusterManagement.Engine";

    private static readonly Lazy<EngineLoadContext> Instance = new(() => new EngineLoadContext());
    private static readonly Assembly Abstractions = typeof(IClusterEngine).Assembly;

    private readonly AssemblyDependencyResolver _resolver;

    private EngineLoadContext()
        : base("ClusterManagement")
    {
        var folder = Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!;
        _resolver = new AssemblyDependencyResolver(Path.Combine(folder, "lib", EngineName + ".dll"));
    }

    /// <summary>The one context of the process.</summary>
    public static EngineLoadContext Shared => Instance.Value;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Abstractions.GetName().Name) return Abstractions;
        if (assemblyName.Name is "ClusterManagement" or "System.Management.Automation") return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
