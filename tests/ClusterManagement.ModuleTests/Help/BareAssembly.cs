using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;

namespace ClusterManagement.ModuleTests.Help;

/// <summary>Builds an assembly with one cmdlet, Get-Bare -Thing, of which nothing is documented.</summary>
public static class BareAssembly
{
    /// <summary>An XML documentation file that documents nothing.</summary>
    public const string Xml = "<doc><members></members></doc>";

    /// <summary>Saves the assembly, its simple name being the file's.</summary>
    public static void Save(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(name);
        var type = module.DefineType("Bare.GetBareCommand", TypeAttributes.Public | TypeAttributes.Class, typeof(PSCmdlet));
        type.DefineDefaultConstructor(MethodAttributes.Public);
        type.SetCustomAttribute(Attribute<CmdletAttribute>("Get", "Bare"));
        DefineParameter(type, "Thing");
        type.CreateType();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        assembly.Save(path);
    }

    private static void DefineParameter(TypeBuilder type, string name)
    {
        var field = type.DefineField($"_{name}", typeof(string), FieldAttributes.Private);
        var property = type.DefineProperty(name, PropertyAttributes.None, typeof(string), null);
        var getter = type.DefineMethod($"get_{name}", MethodAttributes.Public | MethodAttributes.SpecialName, typeof(string), null);
        var read = getter.GetILGenerator();
        read.Emit(OpCodes.Ldarg_0);
        read.Emit(OpCodes.Ldfld, field);
        read.Emit(OpCodes.Ret);
        var setter = type.DefineMethod($"set_{name}", MethodAttributes.Public | MethodAttributes.SpecialName, null, [typeof(string)]);
        var write = setter.GetILGenerator();
        write.Emit(OpCodes.Ldarg_0);
        write.Emit(OpCodes.Ldarg_1);
        write.Emit(OpCodes.Stfld, field);
        write.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
        property.SetSetMethod(setter);
        property.SetCustomAttribute(Attribute<ParameterAttribute>());
    }

    private static CustomAttributeBuilder Attribute<T>(params object[] arguments) =>
        new(typeof(T).GetConstructor([.. arguments.Select(argument => argument.GetType())])!, arguments);
}
