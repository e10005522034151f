using System.Collections.Immutable;

namespace Amplify.Tests.Model;

/// <summary>Empty dictionaries that print in one order everywhere.</summary>
internal static class Sorted
{
    public static ImmutableSortedDictionary<string, T> ByText<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
