using System.Reflection;

namespace Amplify.Tests;

/// <summary>What other assemblies can see: public things, and protected ones of classes they can derive from.</summary>
internal static class ApiVisibility
{
    public static bool IsShown(Type type) => !IsMadeUp(type.Name) && (type.IsNestedPublic || ((type.IsNestedFamily || type.IsNestedFamORAssem) && IsOpen(type.DeclaringType!)));

    public static bool IsShown(MethodBase? method) =>
        method is not null && !IsMadeUp(method.Name) && (method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && IsOpen(method.DeclaringType!)));

    public static bool IsShown(FieldInfo field) =>
        !IsMadeUp(field.Name) && (field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && IsOpen(field.DeclaringType!)));

    /// <summary>Whether another assembly can derive from the class.</summary>
    public static bool IsOpen(Type type) =>
        type is { IsClass: true, IsSealed: false }
        && type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly);

    public static bool IsMadeUp(string name) => name.Contains('<', StringComparison.Ordinal);
}
