namespace Amplify;

/// <summary>What may accompany the confirmation of a sign-up.</summary>
public sealed class ConfirmSignUpOptions
{
    /// <summary>
    /// Whether to take over an e-mail address or phone number that is another user's alias. Null (default) leaves it to the
    /// service, which then refuses.
    /// </summary>
    public bool? ForceAliasCreation { get; init; }

    /// <summary>What the sign-up left behind (<see cref="SignUpResult.AutoSignIn"/>), for a sign-in right after; null for none.</summary>
    public AutoSignIn? AutoSignIn { get; init; }

    /// <summary>Passed to the pool's Lambda triggers; null sends none.</summary>
    public IReadOnlyDictionary<string, string>? ClientMetadata { get; init; }
}
