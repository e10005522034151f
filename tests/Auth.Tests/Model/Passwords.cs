namespace Amplify.Tests.Model;

/// <summary>The passwords people of the model choose from.</summary>
internal static class Passwords
{
    public const string First = "Correct-Horse-7!";
    public const string Second = "Another-Horse-8!";
    public const string Temporary = "Temporary-Horse-9!";
    public const string Weak = "short";

    public static IReadOnlyList<string> Strong { get; } = [First, Second];

    public static IReadOnlyList<string> All { get; } = [First, Second, Temporary];
}
