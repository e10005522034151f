using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>Argument checks, for frameworks old and new.</summary>
internal static class Require
{
    public static void NotNull([NotNull] object? value, string parameter)
    {
        if (value is null)
        {
            throw new ArgumentNullException(parameter);
        }
    }

    public static void NotEmpty([NotNull] string? value, string parameter)
    {
        NotNull(value, parameter);
        if (value.Length == 0)
        {
            throw new ArgumentException("The value cannot be empty.", parameter);
        }
    }
}
