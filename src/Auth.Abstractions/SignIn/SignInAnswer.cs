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

    /// <summary>The code, password or e-mail address, or the name of the <see cref="MfaMethod"/> chosen.</summary>
    public Secret Value { get; }

    /// <summary>User attributes given along (new password), or null.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; }

    /// <summary>The name given to an authenticator app (TOTP set-up), or null.</summary>
    public string? FriendlyDeviceName { get; }
}
