using System.Reflection;
using System.Text;

namespace Amplify.Tests;

/// <summary>The public API of an assembly as text: stable, one line per member, with everything a caller can depend on.</summary>
internal static class ApiText
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        IEnumerable<IGrouping<string?, Type>> spaces = assembly.GetExportedTypes()
            .Where(t => t is { IsNested: false, Namespace: not null }) // the compiler's Program has none
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .GroupBy(t => t.Namespace)
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (IGrouping<string?, Type> space in spaces)
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (Type type in space)
            {
                text.Append('\n');
                Write(text, type, indent: "");
            }

            text.Append('\n');
        }

        return $"{text.ToString().TrimEnd('\n')}\n";
    }

    /// <summary>Types and members of a type; those whose names the compiler made up are not an API.</summary>
    public static void Write(StringBuilder text, Type type, string indent)
    {
        foreach (string attribute in ApiAttributes.Of(type))
        {
            text.Append(indent).Append(attribute).Append('\n');
        }

        text.Append(indent).Append(ApiTypes.Head(type)).Append('\n');
        foreach (string member in ApiMembers.Of(type))
        {
            text.Append(indent).Append("    ").Append(member).Append('\n');
        }

        foreach (Type nested in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(ApiVisibility.IsShown).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Write(text, nested, indent + "    ");
        }
    }
}
