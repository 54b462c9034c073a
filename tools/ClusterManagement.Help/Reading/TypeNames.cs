namespace ClusterManagement.Help.Reading;

/// <summary>Names types the way a PowerShell user writes them.</summary>
internal static class TypeNames
{
    private static Dictionary<Type, string> Keywords { get; } = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(object)] = "Object",
        [typeof(System.Collections.Hashtable)] = "hashtable",
    };

    public static string Short(Type type)
    {
        if (type.IsArray)
            return Short(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Short(value);
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}[{string.Join(", ", type.GetGenericArguments().Select(Short))}]"
            : type.Name;
    }

    public static string Full(Type type)
    {
        if (type.IsArray)
            return Full(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Full(value);
        return type.IsGenericType
            ? $"{type.Namespace}.{type.Name.Split('`')[0]}[{string.Join(", ", type.GetGenericArguments().Select(Full))}]"
            : (type.FullName ?? type.Name).Replace('+', '.');
    }

    /// <summary>Returns the type of a single value: without array and without Nullable.</summary>
    public static Type Element(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }
}
