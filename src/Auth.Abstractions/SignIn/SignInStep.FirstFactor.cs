namespace Amplify;

public abstract partial class SignInStep
{
    /// <summary>Asks what to sign in with: passkey, code or password (SELECT_CHALLENGE).</summary>
    public sealed class ChooseFirstFactor : SignInStep
    {
        internal ChooseFirstFactor(SignInStepState state, IReadOnlyList<FirstFactor> factors)
            : base(nameof(ChooseFirstFactor), state) => Factors = factors;

        /// <summary>What the user can use, in the service's order. A factor that this version does not know is left out.</summary>
        public IReadOnlyList<FirstFactor> Factors { get; }

        /// <summary>Answers with a factor; its own step follows. Choosing a password makes no call.</summary>
        /// <param name="factor">One of <see cref="Factors"/>.</param>
        /// <exception cref="ArgumentException"><paramref name="factor"/> is not offered.</exception>
        public SignInAnswer With(FirstFactor factor) => Choice(factor, Factors, nameof(factor));
    }

    /// <summary>
    /// Asks for a passkey (WEB_AUTHN). Where the engine has an authenticator, it asks that by itself, and this step appears only
    /// when the authenticator failed. Elsewhere hand <see cref="RequestOptions"/> to the browser, and its answer to <see cref="With"/>.
    /// </summary>
    /// <remarks>
    /// A desktop application without an authenticator cannot use a passkey itself. Managed login in the system's browser can, for
    /// the same user and passkey: sign in there (<see cref="InBrowser"/>), or go on with <see cref="AnotherFactor"/>.
    /// </remarks>
    public sealed class Passkey : SignInStep
    {
        internal Passkey(SignInStepState state, string requestOptions)
            : base(nameof(Passkey), state) => RequestOptions = requestOptions;

        /// <summary>What the authenticator needs: JSON (PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3), for <c>navigator.credentials.get</c>.</summary>
        public string RequestOptions { get; }

        /// <summary>Answers with what the authenticator said.</summary>
        /// <param name="credentialJson">JSON (AuthenticationResponseJSON of WebAuthn Level 3).</param>
        /// <exception cref="ArgumentException"><paramref name="credentialJson"/> is null or empty.</exception>
        public SignInAnswer With(string credentialJson) => Answer(credentialJson, nameof(credentialJson));

        /// <summary>
        /// Gives the passkey up: the user cancelled, or has none here. <see cref="ChooseFirstFactor"/> follows; the sign-in is begun
        /// anew for it where the service has not said what else there is.
        /// </summary>
        public SignInAnswer AnotherFactor() => new(this, new Secret("SELECT_CHALLENGE")) { GivesUp = true };

        /// <summary>
        /// Gives this sign-in up for one on the pool's pages, where the browser is the authenticator: options for
        /// <see cref="IAuth.FederatedSignInAsync(BrowserSignInOptions?, CancellationToken)"/>, with the same user and the same wish about one who is signed in.
        /// </summary>
        public BrowserSignInOptions InBrowser() => new() { LoginHint = State.TypedUsername, WhenAlreadySignedIn = State.WhenAlreadySignedIn };
    }

    /// <summary>Asks what the pool's Lambda triggers ask (CUSTOM_CHALLENGE). There may be several in a row; after a wrong answer the triggers decide whether there is another.</summary>
    public sealed class CustomChallenge : SignInStep
    {
        internal CustomChallenge(SignInStepState state)
            : base(nameof(CustomChallenge), state)
        {
        }

        /// <summary>What the triggers show (<c>publicChallengeParameters</c>), by name, as they sent it.</summary>
        public IReadOnlyDictionary<string, string> Parameters => State.Parameters;

        /// <summary>Answers; the triggers see it as it is.</summary>
        /// <param name="answer">The answer, as the triggers want it.</param>
        /// <exception cref="ArgumentException"><paramref name="answer"/> is null or empty.</exception>
        public SignInAnswer With(string answer) => Answer(answer, nameof(answer));
    }
}
