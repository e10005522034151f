namespace Amplify;

public abstract partial class SignInStep
{
    /// <summary>Asks which of the user's second factors to go on with (SELECT_MFA_TYPE).</summary>
    public sealed class ChooseMfa : SignInStep
    {
        internal ChooseMfa(SignInStepState state, IReadOnlyList<MfaMethod> methods)
            : base(nameof(ChooseMfa), state) => Methods = methods;

        /// <summary>The factors offered, in the service's order. One that this version does not know is left out.</summary>
        public IReadOnlyList<MfaMethod> Methods { get; }

        /// <summary>Answers with a factor; the step for its code follows.</summary>
        /// <param name="method">One of <see cref="Methods"/>.</param>
        /// <exception cref="ArgumentException"><paramref name="method"/> is not offered.</exception>
        public SignInAnswer With(MfaMethod method) => Choice(method, Methods, nameof(method));
    }

    /// <summary>
    /// Asks which second factor to set up: the pool requires one, and the user has none (MFA_SETUP). A phone number cannot be
    /// set up here, so text messages are never offered. Choosing e-mail makes no call.
    /// </summary>
    public sealed class ChooseMfaToSetUp : SignInStep
    {
        internal ChooseMfaToSetUp(SignInStepState state, IReadOnlyList<MfaMethod> methods)
            : base(nameof(ChooseMfaToSetUp), state) => Methods = methods;

        /// <summary>The factors that can be set up, in the service's order.</summary>
        public IReadOnlyList<MfaMethod> Methods { get; }

        /// <summary>Answers with a factor; <see cref="SetUpTotp"/> or <see cref="SetUpEmailMfa"/> follows.</summary>
        /// <param name="method">One of <see cref="Methods"/>.</param>
        /// <exception cref="ArgumentException"><paramref name="method"/> is not offered.</exception>
        public SignInAnswer With(MfaMethod method) => Choice(method, Methods, nameof(method));
    }

    /// <summary>
    /// Asks to set up an authenticator app and for its first code: the pool requires a second factor, and the user has none
    /// (MFA_SETUP; AssociateSoftwareToken has been called already).
    /// </summary>
    public sealed class SetUpTotp : SignInStep
    {
        internal SetUpTotp(SignInStepState state, TotpSetUp totp)
            : base(nameof(SetUpTotp), state) => Totp = totp;

        /// <summary>What the app needs: the shared secret, also as the payload of a QR code.</summary>
        public TotpSetUp Totp { get; }

        /// <summary>Answers with the code the app shows (VerifySoftwareToken, then RespondToAuthChallenge).</summary>
        /// <param name="code">The six digits, as typed; blanks in it do not count.</param>
        /// <param name="friendlyDeviceName">A name for the app, such as <c>Ana's phone</c>; later sign-ins show it. Null gives none.</param>
        /// <exception cref="ArgumentException"><paramref name="code"/> is null or blank.</exception>
        public SignInAnswer With(string code, string? friendlyDeviceName = null)
        {
            Require.NotNull(code, nameof(code));
            return Answer(WithoutBlanks(code), nameof(code), friendlyDeviceName: friendlyDeviceName);
        }
    }

    /// <summary>
    /// Asks for the e-mail address that codes are to be sent to: the pool requires a second factor, and the user has none
    /// (MFA_SETUP). The step <see cref="EmailCode"/> follows.
    /// </summary>
    public sealed class SetUpEmailMfa : SignInStep
    {
        internal SetUpEmailMfa(SignInStepState state)
            : base(nameof(SetUpEmailMfa), state)
        {
        }

        /// <summary>Answers with the address.</summary>
        /// <param name="address">The e-mail address, as typed; blanks around it do not count.</param>
        /// <exception cref="ArgumentException"><paramref name="address"/> is null or blank.</exception>
        public SignInAnswer With(string address)
        {
            Require.NotNull(address, nameof(address));
            return Answer(address.Trim(), nameof(address));
        }
    }
}
