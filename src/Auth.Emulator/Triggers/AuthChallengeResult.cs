namespace Amplify.Emulator;

/// <summary>One step of a sign-in that is done, as the triggers of CUSTOM_AUTH are told it.</summary>
public sealed class AuthChallengeResult
{
    /// <summary>The step: <c>SRP_A</c>, <c>PASSWORD_VERIFIER</c>, <c>CUSTOM_CHALLENGE</c>, <c>SMS_MFA</c>…</summary>
    public required string ChallengeName { get; init; }

    /// <summary>Whether it was answered rightly (<c>challengeResult</c>).</summary>
    public required bool Result { get; init; }

    /// <summary>The name that the trigger gave a custom challenge (<c>challengeMetadata</c>).</summary>
    public string? Metadata { get; init; }
}
