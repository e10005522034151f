using System.Reflection;

namespace Amplify.Tests;

/// <summary>Attributes a caller's compiler, serialiser or editor acts on.</summary>
internal static class ApiAttributes
{
    private static readonly string[] _matter =
    [
        "AllowNullAttribute", "DisallowNullAttribute", "DoesNotReturnAttribute", "EditorBrowsableAttribute", "ExperimentalAttribute", "FlagsAttribute", "JsonConverterAttribute",
        "MaybeNullAttribute", "MaybeNullWhenAttribute", "MemberNotNullAttribute", "MemberNotNullWhenAttribute", "NotNullAttribute", "NotNullIfNotNullAttribute",
        "NotNullWhenAttribute", "ObsoleteAttribute", "RequiresDynamicCodeAttribute", "RequiresUnreferencedCodeAttribute", "TypeConverterAttribute", "UnsupportedOSPlatformAttribute",
    ];

    public static IEnumerable<string> Of(MemberInfo member) => Of(member.GetCustomAttributesData());

    public static string Of(ParameterInfo parameter) => string.Concat(Of(parameter.GetCustomAttributesData()).Select(a => $"{a} "));

    private static IEnumerable<string> Of(IEnumerable<CustomAttributeData> attributes) => attributes
        .Where(a => _matter.Contains(a.AttributeType.Name) && !IsMadeUp(a))
        .Select(a =>
        {
            string name = a.AttributeType.Name[..^"Attribute".Length];
            string[] arguments = [.. a.ConstructorArguments.Select(Text), .. a.NamedArguments.Select(n => $"{n.MemberName} = {Text(n.TypedValue)}")];
            return arguments.Length == 0 ? $"[{name}]" : $"[{name}({string.Join(", ", arguments)})]";
        })
        .Order(StringComparer.Ordinal);

    /// <summary>The compiler marks constructors of types with required members for older compilers.</summary>
    private static bool IsMadeUp(CustomAttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..] && text.StartsWith("Constructors of types with required members", StringComparison.Ordinal);

    private static string Text(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => $"typeof({type.Name})",
        IEnumerable<CustomAttributeTypedArgument> list => string.Join(", ", list.Select(Text)),
        { } value => ApiValues.Of(value, argument.ArgumentType),
        null => "null",
    };
}
