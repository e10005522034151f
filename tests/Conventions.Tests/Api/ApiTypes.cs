using System.Reflection;
using System.Runtime.CompilerServices;

namespace Amplify.Tests;

/// <summary>Types as C# writes them, nullability included.</summary>
internal static class ApiTypes
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    /// <summary>The line a type begins with: kind, name, base and interfaces.</summary>
    public static string Head(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return $"public delegate {ApiMembers.Signature(type.GetMethod("Invoke")!, type.Name)}";
        }

        string access = type.IsPublic || type.IsNestedPublic ? "public" : "protected";
        string[] parents = [.. Base(type), .. Interfaces(type).Select(i => Name(i)).Order(StringComparer.Ordinal)];
        string head = $"{access} {Kind(type)} {Short(type)}{Arguments(type, null)}";
        string constraints = string.Concat(type.GetGenericArguments().Select(Constraints));
        return parents.Length == 0 ? head + constraints : $"{head} : {string.Join(", ", parents)}{constraints}";
    }

    /// <summary>A type in a signature.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">What is known about null; null where nothing is (base types, interfaces).</param>
    /// <param name="written">Whether the value goes in (parameters) rather than out.</param>
    public static string Name(Type type, NullabilityInfo? nullability = null, bool written = false)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!, nullability, written);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying, nullability?.GenericTypeArguments.FirstOrDefault())}?";
        }

        bool maybeNull = !type.IsValueType && (written ? nullability?.WriteState : nullability?.ReadState) == NullabilityState.Nullable;
        string name = type.IsArray
            ? $"{Name(type.GetElementType()!, nullability?.ElementType, written)}[]"
            : $"{Short(type)}{Arguments(type, nullability)}";
        return maybeNull ? $"{name}?" : name;
    }

    public static string Constraints(Type parameter)
    {
        if (!parameter.IsGenericParameter)
        {
            return "";
        }

        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        string[] all =
        [
            .. flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? new[] { "class" } : [],
            .. flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? new[] { "struct" } : [],
            .. parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(c => Name(c)),
            .. flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? new[] { "new()" } : [],
        ];
        return all.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Base(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? [] : [Name(Enum.GetUnderlyingType(type))];
        }

        return type.IsClass && type.BaseType is { } parent && parent != typeof(object) ? [Name(parent)] : [];
    }

    /// <summary>Interfaces the type adds itself: not those of its base, and not those that others bring along.</summary>
    private static IEnumerable<Type> Interfaces(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        Type[] all = [.. type.GetInterfaces().Where(i => i.IsVisible)];
        return all.Except(type.BaseType?.GetInterfaces() ?? []).Except(all.SelectMany(i => i.GetInterfaces()));
    }

    private static string Short(Type type)
    {
        if (_keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        string name = type.Name.Split('`')[0];
        return type is { IsNested: true, IsGenericParameter: false } && !type.DeclaringType!.IsGenericType ? $"{Short(type.DeclaringType)}.{name}" : name;
    }

    private static string Arguments(Type type, NullabilityInfo? nullability)
    {
        Type[] arguments = type.GetGenericArguments();
        return arguments.Length == 0
            ? ""
            : $"<{string.Join(", ", arguments.Select((a, i) => Name(a, nullability is { GenericTypeArguments.Length: > 0 } n && i < n.GenericTypeArguments.Length ? n.GenericTypeArguments[i] : null)))}>";
    }
}
