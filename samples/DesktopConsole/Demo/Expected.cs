namespace Amplify.Samples;

/// <summary>The demo goes on only if what it shows is true.</summary>
internal static class Expected
{
    public static T Of<T>(T? value, string what)
        where T : class => value ?? throw new UnexpectedTurnException($"Expected {what}, and it did not happen.");

    public static void That(bool condition, string what)
    {
        if (!condition)
        {
            throw new UnexpectedTurnException($"Expected {what}, and it did not happen.");
        }
    }
}
