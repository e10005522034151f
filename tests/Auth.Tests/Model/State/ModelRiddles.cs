namespace Amplify.Tests.Model;

/// <summary>The riddles of a CUSTOM_AUTH sign-in that were answered so far.</summary>
/// <param name="Right">How many rightly.</param>
/// <param name="Wrong">How many wrongly.</param>
internal sealed record ModelRiddles(int Right = 0, int Wrong = 0)
{
    /// <summary>How many right answers sign in.</summary>
    public const int Rounds = 2;

    /// <summary>How many wrong ones end it.</summary>
    public const int Attempts = 2;
}
