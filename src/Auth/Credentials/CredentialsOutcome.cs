namespace Amplify.Credentials;

/// <summary>How a renewal of credentials ended. Shared by everyone who waited for it.</summary>
internal sealed class CredentialsOutcome
{
    private readonly HeldCredentials? _held;
    private readonly AuthException? _failure;

    private CredentialsOutcome(HeldCredentials? held, AuthException? failure)
    {
        _held = held;
        _failure = failure;
    }

    public HeldCredentials? Held => _held;

    public static CredentialsOutcome Done(HeldCredentials held) => new(held, null);

    public static CredentialsOutcome Failed(AuthException failure) => new(null, failure);

    /// <summary>The credentials, or the failure: as an exception of the caller's own, because they are thrown on many threads at once.</summary>
    /// <exception cref="AuthException">There are none.</exception>
    public HeldCredentials Get() => _held ?? throw (_failure is SignInRequiredException signIn
        ? new SignInRequiredException(signIn.EndReason)
        : new AuthException(_failure!.Error, _failure.InnerException));
}
