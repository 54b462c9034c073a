using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace ClusterManagement.Bridge;

/// <summary>
/// Prepares the process for the engine when the module is imported. Nothing of the engine is loaded here: importing the
/// module costs no more than its cmdlets.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static int Subscribed;

    /// <summary>Subscribes to the resolution of the engine's assembly, once per process.</summary>
    public void OnImport()
    {
        if (Interlocked.Exchange(ref Subscribed, 1) == 0) AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <summary>
    /// Keeps the subscription: an assembly cannot be unloaded from the default context, and other runspaces of the
    /// process may still use the module.
    /// </summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == EngineLoadContext.EngineName ? EngineLoadContext.Shared.LoadFromAssemblyName(name) : null;
}
