using System.Reflection;
using System.Runtime.CompilerServices;

namespace Amplify.Tests;

/// <summary>Members as C# writes them, in a stable order: constants and fields, constructors, properties, events, methods.</summary>
internal static class ApiMembers
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext _nullability = new();

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"{Attributes(f)}{f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}")];
        }

        return
        [
            .. Sorted(type.GetFields(Declared).Where(ApiVisibility.IsShown), Field),
            .. Sorted(type.GetConstructors(Declared).Where(c => !c.IsStatic && ApiVisibility.IsShown(c)), c => $"{Attributes(c)}{Access(c)}{Simple(type)}({Parameters(c)})"),
            .. Sorted(type.GetProperties(Declared).Where(p => ApiVisibility.IsShown(p.GetMethod) || ApiVisibility.IsShown(p.SetMethod)), Property),
            .. Sorted(type.GetEvents(Declared).Where(e => ApiVisibility.IsShown(e.AddMethod)), Event),
            .. Sorted(type.GetMethods(Declared).Where(IsMethod), m => $"{Attributes(m)}{Access(m)}{Modifiers(m)}{Signature(m, m.Name)}"),
        ];
    }

    public static string Signature(MethodInfo method, string name)
    {
        Type[] generics = method.GetGenericArguments();
        string arguments = generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(g => g.Name))}>";
        string constraints = string.Concat(generics.Select(ApiTypes.Constraints));
        return $"{ApiTypes.Name(method.ReturnType, _nullability.Create(method.ReturnParameter))} {name}{arguments}({Parameters(method)}){constraints}";
    }

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo => members.Select(m => (m.Name, Line: write(m))).OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Line, StringComparer.Ordinal).Select(m => m.Line);

    private static bool IsMethod(MethodInfo method) =>
        ApiVisibility.IsShown(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Field(FieldInfo field)
    {
        string type = ApiTypes.Name(field.FieldType, _nullability.Create(field));
        string access = field.IsPublic ? "" : "protected ";
        return field.IsLiteral
            ? $"{Attributes(field)}{access}const {type} {field.Name} = {ApiValues.Of(field.GetRawConstantValue(), field.FieldType)}"
            : $"{Attributes(field)}{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo first = ApiVisibility.IsShown(property.GetMethod) ? property.GetMethod! : property.SetMethod!;
        NullabilityInfo nullability = _nullability.Create(property);
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Attributes(property)}{Access(first)}{Modifiers(first)}{required}{ApiTypes.Name(property.PropertyType, nullability, written: property.GetMethod is null)} {name} {{ {Accessors(property)} }}";
    }

    private static string Accessors(PropertyInfo property)
    {
        var accessors = new List<string>();
        if (ApiVisibility.IsShown(property.GetMethod))
        {
            accessors.Add("get;");
        }

        if (ApiVisibility.IsShown(property.SetMethod))
        {
            bool init = property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            accessors.Add(init ? "init;" : "set;");
        }

        return string.Join(' ', accessors);
    }

    private static string Event(EventInfo e) =>
        $"{Attributes(e)}{Access(e.AddMethod!)}{Modifiers(e.AddMethod!)}event {ApiTypes.Name(e.EventHandlerType!, _nullability.Create(e))} {e.Name}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        bool extension = parameter.Position == 0 && parameter.Member.IsDefined(typeof(ExtensionAttribute));
        string text = $"{ApiAttributes.Of(parameter)}{(extension ? "this " : "")}{way}{ApiTypes.Name(parameter.ParameterType, _nullability.Create(parameter), written: true)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {ApiValues.Of(parameter.DefaultValue, parameter.ParameterType)}" : text;
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        bool inInterface = method.DeclaringType!.IsInterface;
        return method switch
        {
            { IsStatic: true, IsAbstract: true } => "static abstract ",
            { IsStatic: true } => "static ",
            { IsAbstract: true } when inInterface => "",
            { IsAbstract: true } when IsOverride(method) => "abstract override ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true } when IsOverride(method) => method is { IsFinal: true, DeclaringType.IsSealed: false } ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } when inInterface => "default ",
            { IsVirtual: true, IsFinal: false } when !method.DeclaringType.IsSealed => "virtual ",
            _ => "",
        };
    }

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static string Attributes(MemberInfo member) => string.Concat(ApiAttributes.Of(member).Select(a => $"{a} "));
}
