using System.Xml.Linq;

namespace ClusterManagement.Help.Writing;

/// <summary>The namespaces of the help schema.</summary>
internal static class MamlNames
{
    public static XNamespace Root { get; } = "http://msh";

    public static XNamespace Command { get; } = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    public static XNamespace Maml { get; } = "http://schemas.microsoft.com/maml/2004/10";

    public static XNamespace Dev { get; } = "http://schemas.microsoft.com/maml/dev/2004/10";
}
