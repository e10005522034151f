using Amplify.Sessions;

namespace Amplify.SignIn;

/// <summary>One call of an application that moves a sign-in on: whose it is, where it stood, and what goes along.</summary>
internal sealed class SignInAttempt(HandleKeys keys, SignInStepState state, IReadOnlyDictionary<string, string>? clientMetadata)
{
    public HandleKeys Keys => keys;

    public SignInStepState State => state;

    public IReadOnlyDictionary<string, string>? ClientMetadata => clientMetadata;

    /// <summary>Whether the authenticator has been asked in this call: a person is asked once.</summary>
    public bool PasskeyAsked { get; set; }

    /// <summary>The same call, with the sign-in somewhere else.</summary>
    public SignInAttempt At(SignInStepState other) => new(keys, other, clientMetadata) { PasskeyAsked = PasskeyAsked };
}
