namespace Amplify.Emulator;

/// <summary>What the emulator remembers about one challenge beside its name.</summary>
internal sealed class ChallengeContent
{
    public static readonly ChallengeContent None = new();

    /// <summary>The code that was sent, for challenges that send one.</summary>
    public string? Code { get; init; }

    /// <summary>The names offered, for challenges that let the user choose.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether this asks for the first factor of USER_AUTH; <see cref="Choices"/> then holds all the user could take.</summary>
    public bool IsFirstFactor { get; init; }

    /// <summary>The e-mail address that becomes a second factor once its code comes back.</summary>
    public string? NewEmail { get; init; }

    /// <summary>The authenticator app being set up within the sign-in.</summary>
    public TotpFactor? Totp { get; init; }

    /// <summary>Whether that app has proved itself with a code.</summary>
    public bool IsTotpVerified { get; init; }

    /// <summary>The SRP exchange that the challenge belongs to.</summary>
    public string? SecretBlock { get; init; }

    /// <summary>What the trigger of a custom challenge keeps to judge the answer by.</summary>
    public IReadOnlyDictionary<string, string> PrivateParameters { get; init; } = RequestContext.NoMetadata;

    /// <summary>The name the trigger gave its challenge.</summary>
    public string? Metadata { get; init; }

    /// <summary>Whether the account was confirmed in the request that gave out the session of a sign-up.</summary>
    public bool IsConfirmedSignUp { get; init; }

    /// <summary>The challenge that a passkey signs, base64url.</summary>
    public string? PasskeyChallenge { get; init; }
}
