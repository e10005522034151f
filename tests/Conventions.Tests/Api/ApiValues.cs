using System.Globalization;

namespace Amplify.Tests;

/// <summary>Constants and default values as C# writes them.</summary>
internal static class ApiValues
{
    public static string Of(object? value, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => plain.IsValueType && plain == type ? "default" : "null",
            string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
            char character => $"'{character}'",
            bool flag => flag ? "true" : "false",
            _ when plain.IsEnum => $"{plain.Name}.{Enum.ToObject(plain, value)}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
