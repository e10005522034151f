using System.Reflection;

namespace Amplify.Tests;

/// <summary>Paths the build wrote into this assembly.</summary>
internal static class BuildPaths
{
    public static string NodeScripts => Named("NodeScripts");

    public static string EmulatorCommand => Named("EmulatorCommand");

    private static string Named(string key) =>
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
