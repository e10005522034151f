namespace Amplify.Tests.Model;

/// <summary>Which code of an authenticator app is sent. Never the last one: the clock may move on a little before it is judged.</summary>
internal static class TotpChoice
{
    public const string Now = "the code shown now";
    public const string Next = "the code shown next";
    public const string Wrong = "a wrong code";

    public static IReadOnlyList<string> All { get; } = [Now, Next, Wrong];

    public static string Code(string choice, Func<int, string> codeAt) => choice switch
    {
        Now => codeAt(0),
        Next => codeAt(1),
        _ => ModelWorld.WrongTotp(codeAt),
    };

    /// <summary>The 30-second step of the code; null for a wrong one.</summary>
    public static long? Step(ModelState s, string choice) => choice switch
    {
        Now => s.TotpStep,
        Next => s.TotpStep + 1,
        _ => null,
    };
}
