namespace Amplify.Emulator;

/// <summary>
/// The triggers of a user pool, as delegates. Each gets an event, sets its answers on it and returns it; <see langword="null"/> or another object is an
/// <c>InvalidLambdaResponseException</c>, a <see cref="TriggerRefusedException"/> a <c>UserLambdaValidationException</c>, any other exception an <c>UnexpectedLambdaException</c>.
/// They run while the pool is locked for the request: they may use the pool's objects, but must not wait for a request of their own to the emulator.
/// </summary>
public sealed class PoolTriggers
{
    /// <summary>Before an account is made, also that of someone from an identity provider.</summary>
    public Func<PreSignUpEvent, PreSignUpEvent?>? PreSignUp { get; set; }

    /// <summary>After an account was confirmed or a forgotten password replaced.</summary>
    public Func<PostConfirmationEvent, PostConfirmationEvent?>? PostConfirmation { get; set; }

    /// <summary>Before a sign-in's password is looked at.</summary>
    public Func<PreAuthenticationEvent, PreAuthenticationEvent?>? PreAuthentication { get; set; }

    /// <summary>After a sign-in succeeded, before its tokens are made.</summary>
    public Func<PostAuthenticationEvent, PostAuthenticationEvent?>? PostAuthentication { get; set; }

    /// <summary>Before tokens are made, at sign-in and at every refresh.</summary>
    public Func<PreTokenGenerationEvent, PreTokenGenerationEvent?>? PreTokenGeneration { get; set; }

    /// <summary>Before a message goes into the outbox.</summary>
    public Func<CustomMessageEvent, CustomMessageEvent?>? CustomMessage { get; set; }

    /// <summary>Says what comes next in CUSTOM_AUTH; without it the flow is refused.</summary>
    public Func<DefineAuthChallengeEvent, DefineAuthChallengeEvent?>? DefineAuthChallenge { get; set; }

    /// <summary>Makes a challenge of CUSTOM_AUTH.</summary>
    public Func<CreateAuthChallengeEvent, CreateAuthChallengeEvent?>? CreateAuthChallenge { get; set; }

    /// <summary>Judges an answer in CUSTOM_AUTH.</summary>
    public Func<VerifyAuthChallengeResponseEvent, VerifyAuthChallengeResponseEvent?>? VerifyAuthChallengeResponse { get; set; }

    /// <summary>When someone unknown signs in with USER_PASSWORD_AUTH or has forgotten the password.</summary>
    public Func<UserMigrationEvent, UserMigrationEvent?>? UserMigration { get; set; }
}
