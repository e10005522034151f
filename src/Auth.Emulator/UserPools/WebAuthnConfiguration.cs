namespace Amplify.Emulator;

/// <summary>How passkeys are made and used in a user pool. The names are those of <c>SetUserPoolMfaConfig</c>, except <see cref="Origins"/>.</summary>
public sealed class WebAuthnConfiguration
{
    /// <summary>The domain that passkeys belong to; <see langword="null"/> when none is configured, and none can be made then.</summary>
    public string? RelyingPartyId { get; init; }

    /// <summary>Whether the authenticator must have verified the user (<c>required</c>) or just should (<c>preferred</c>).</summary>
    public string UserVerification { get; init; } = "preferred";

    /// <summary>
    /// The origins that passkeys may come from, exactly as browsers and systems write them; <see langword="null"/> allows those of the relying party:
    /// https on its domain and the ones below, and http on any port where it is localhost.
    /// </summary>
    public IReadOnlyList<string>? Origins { get; init; }

    /// <exception cref="ArgumentException">A value is none the service knows.</exception>
    internal void Check()
    {
        if (UserVerification is not ("preferred" or "required"))
        {
            throw new ArgumentException($"{nameof(UserVerification)} is preferred or required, not '{UserVerification}'.");
        }
    }
}
