namespace Amplify;

public abstract partial class SignInStep
{
    /// <summary>Asks for the password: after a wrong one.</summary>
    public sealed class Password : SignInStep
    {
        internal Password(SignInStepState state)
            : base(nameof(Password), state)
        {
        }

        /// <summary>Answers with a password; the proof starts anew.</summary>
        /// <param name="password">The password, as typed.</param>
        /// <exception cref="ArgumentException"><paramref name="password"/> is null or empty.</exception>
        public SignInAnswer With(string password) => Answer(password, nameof(password));
    }

    /// <summary>Asks for the code sent by text message (SMS_MFA).</summary>
    public sealed class SmsCode : SignInStep
    {
        internal SmsCode(SignInStepState state, CodeDelivery delivery)
            : base(nameof(SmsCode), state) => Delivery = delivery;

        /// <summary>Where the code went.</summary>
        public CodeDelivery Delivery { get; }

        /// <summary>Answers with the code.</summary>
        /// <param name="code">The code, as typed; blanks around it do not count.</param>
        /// <exception cref="ArgumentException"><paramref name="code"/> is null or empty.</exception>
        public SignInAnswer With(string code) => Code(code);
    }

    /// <summary>Asks for the code sent by e-mail (EMAIL_OTP).</summary>
    public sealed class EmailCode : SignInStep
    {
        internal EmailCode(SignInStepState state, CodeDelivery delivery)
            : base(nameof(EmailCode), state) => Delivery = delivery;

        /// <summary>Where the code went.</summary>
        public CodeDelivery Delivery { get; }

        /// <summary>Answers with the code.</summary>
        /// <param name="code">The code, as typed; blanks around it do not count.</param>
        /// <exception cref="ArgumentException"><paramref name="code"/> is null or empty.</exception>
        public SignInAnswer With(string code) => Code(code);
    }

    /// <summary>Asks for the current code of the user's authenticator app (SOFTWARE_TOKEN_MFA, RFC 6238).</summary>
    public sealed class TotpCode : SignInStep
    {
        internal TotpCode(SignInStepState state, string? friendlyDeviceName)
            : base(nameof(TotpCode), state) => FriendlyDeviceName = friendlyDeviceName;

        /// <summary>The name the user gave the authenticator, or null.</summary>
        public string? FriendlyDeviceName { get; }

        /// <summary>Answers with the code.</summary>
        /// <param name="code">The code, as typed; blanks in it do not count.</param>
        /// <exception cref="ArgumentException"><paramref name="code"/> is null or empty.</exception>
        public SignInAnswer With(string code)
        {
            Require.NotNull(code, nameof(code));
            return Answer(WithoutBlanks(code), nameof(code));
        }
    }

    /// <summary>Asks for a new password in place of a temporary one (NEW_PASSWORD_REQUIRED).</summary>
    public sealed class NewPassword : SignInStep
    {
        internal NewPassword(SignInStepState state, IReadOnlyList<string> missingAttributes, IReadOnlyDictionary<string, string> userAttributes)
            : base(nameof(NewPassword), state)
        {
            MissingAttributes = missingAttributes;
            UserAttributes = userAttributes;
        }

        /// <summary>Attributes the user must give along, by name; empty when none is missing.</summary>
        public IReadOnlyList<string> MissingAttributes { get; }

        /// <summary>Attributes the user already has, for display.</summary>
        public IReadOnlyDictionary<string, string> UserAttributes { get; }

        /// <summary>Answers with the new password.</summary>
        /// <param name="newPassword">The new password, as typed.</param>
        /// <param name="attributes">Attributes by name (<c>name</c>, <c>custom:team</c>…), at least the missing ones; null when none is missing.</param>
        /// <exception cref="ArgumentException"><paramref name="newPassword"/> is null or empty, a missing attribute is not given, or an attribute has no value.</exception>
        public SignInAnswer With(string newPassword, IReadOnlyDictionary<string, string>? attributes = null)
        {
            string[] absent = [.. MissingAttributes.Where(name => attributes is null || !attributes.ContainsKey(name))];
            if (absent.Length > 0)
            {
                throw new ArgumentException($"The user pool requires these attributes along with the new password: {string.Join(", ", absent)}.", nameof(attributes));
            }

            Dictionary<string, string>? given = attributes?.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
            if (given?.FirstOrDefault(a => a.Value is null).Key is { } name)
            {
                throw new ArgumentException($"The attribute {name} has no value: leave it out.", nameof(attributes));
            }

            return Answer(newPassword, nameof(newPassword), given);
        }
    }

    /// <summary>
    /// A challenge this version does not know. Its parameters are shown as the service sent them; it cannot be answered here.
    /// </summary>
    public sealed class Unknown : SignInStep
    {
        internal Unknown(SignInStepState state)
            : base(nameof(Unknown), state)
        {
        }

        /// <summary>The challenge's name on the wire.</summary>
        public string ChallengeName => State.ChallengeName ?? "";

        /// <summary>The challenge's parameters, as sent.</summary>
        public IReadOnlyDictionary<string, string> Parameters => State.Parameters;
    }
}
