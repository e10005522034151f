namespace Amplify;

/// <summary>The answer to a <see cref="SignInStep"/>, made by the step's <c>With</c> method.</summary>
public sealed class SignInAnswer
{
    internal SignInAnswer(SignInStep step, Secret value, IReadOnlyDictionary<string, string>? attributes = null, string? friendlyDeviceName = null)
    {
        Step = step;
        Value = value;
        Attributes = attributes;
        FriendlyDeviceName = friendlyDeviceName;
    }

    /// <summary>The step answered.</summary>
    public SignInStep Step { get; }

    /// <summary>
    /// The code, password, e-mail address or credential, or the name of the <see cref="MfaMethod"/> or <see cref="FirstFactor"/>
    /// chosen; <c>SELECT_CHALLENGE</c> where a passkey is given up (<see cref="SignInStep.Passkey.AnotherFactor"/>).
    /// </summary>
    public Secret Value { get; }

    /// <summary>User attributes given along (new password), or null.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; }

    /// <summary>The name given to an authenticator app (TOTP set-up), or null.</summary>
    public string? FriendlyDeviceName { get; }

    /// <summary>Whether the step is given up for another.</summary>
    internal bool GivesUp { get; init; }
}
