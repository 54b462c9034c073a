using System.Reflection;
using System.Xml.Linq;

namespace ClusterManagement.Help.Reading;

/// <summary>The compiler's XML documentation files, by member; inherited documentation is followed to its origin.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public XmlDocs(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            foreach (var member in XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("member"))
            {
                if (member.Attribute("name")?.Value is { } name)
                    _members[name] = member;
            }
        }
    }

    public XElement? Find(Type type)
    {
        var own = Own("T:" + Id(type));
        if (own is not null && InheritedFrom(own) is null)
            return own;
        return Referenced(own) ?? (type.BaseType is { } parent && own is not null ? Find(parent) : own);
    }

    public XElement? Find(PropertyInfo property)
    {
        var own = property.DeclaringType is { } type ? Own($"P:{Id(type)}.{property.Name}") : null;
        if (own is not null && InheritedFrom(own) is null)
            return own;
        return Referenced(own) ?? Ancestors(property).Select(Find).FirstOrDefault(found => found is not null);
    }

    public XElement? FindEnumValue(Type type, string value) => Own($"F:{Id(type)}.{value}");

    private static string Id(Type type)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        return (definition.FullName ?? definition.Name).Replace('+', '.');
    }

    private static XElement? InheritedFrom(XElement member) => member.Element("inheritdoc");

    private static IEnumerable<PropertyInfo> Ancestors(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        Type?[] origins = [type.BaseType, .. type.GetInterfaces().OrderBy(origin => origin.FullName, StringComparer.Ordinal)];
        return origins.Select(origin => origin?.GetProperty(property.Name)).OfType<PropertyInfo>();
    }

    private XElement? Own(string id) => _members.GetValueOrDefault(id);

    private XElement? Referenced(XElement? member)
    {
        if (member is null || InheritedFrom(member)?.Attribute("cref")?.Value is not { } reference)
            return null;
        return Own(reference) is { } found && !ReferenceEquals(found, member) ? Referenced(found) ?? found : null;
    }
}
