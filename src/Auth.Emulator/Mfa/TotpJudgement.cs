namespace Amplify.Emulator;

/// <summary>What an authenticator app's code turned out to be.</summary>
internal enum TotpJudgement
{
    Right,

    Wrong,

    /// <summary>Right, but it has opened something before.</summary>
    UsedBefore,
}
