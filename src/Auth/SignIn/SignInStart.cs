using Amplify.Configuration;

namespace Amplify.SignIn;

/// <summary>What a sign-in begins with: the options of the call over the configured ones, and what of it can be told to be wrong before a call.</summary>
internal static class SignInStart
{
    /// <exception cref="ArgumentException">The options contradict each other or the arguments, or hold a value that means nothing.</exception>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.FactorDisabled"/>: the configuration says the pool does not offer the factor.</exception>
    public static SignInStepState StateOf(string username, bool withPassword, SignInOptions? options, AuthSettings settings)
    {
        CheckKnown(options?.Flow, nameof(SignInOptions.Flow), nameof(options));
        CheckKnown(options?.WhenAlreadySignedIn, nameof(SignInOptions.WhenAlreadySignedIn), nameof(options));
        CheckKnown(options?.PreferredChallenge, nameof(SignInOptions.PreferredChallenge), nameof(options));
        SignInFlow flow = options?.Flow ?? (options?.PreferredChallenge is null ? settings.SignInFlow : SignInFlow.UserAuth);
        if (options?.PreferredChallenge is not null && flow != SignInFlow.UserAuth)
        {
            throw new ArgumentException($"SignInOptions.PreferredChallenge goes with {nameof(SignInFlow)}.{nameof(SignInFlow.UserAuth)}, not with {flow}.", nameof(options));
        }

        if (withPassword && flow == SignInFlow.Custom)
        {
            throw new ArgumentException($"{nameof(SignInFlow)}.{nameof(SignInFlow.Custom)} takes no password: leave it out, or use {nameof(SignInFlow.CustomWithSrp)} to prove it first.", nameof(options));
        }

        return new SignInStepState
        {
            Username = username,
            TypedUsername = username,
            Flow = flow,
            WhenAlreadySignedIn = options?.WhenAlreadySignedIn ?? settings.WhenAlreadySignedIn,
            Factor = flow == SignInFlow.UserAuth ? FactorOf(withPassword, options, settings) : null,
        };
    }

    /// <summary>Whether the flow cannot begin before a password is there.</summary>
    public static bool NeedsPassword(SignInStepState state) => state.Flow switch
    {
        SignInFlow.Custom => false,
        SignInFlow.UserAuth => FirstFactorNames.IsPassword(state.Factor),
        _ => true,
    };

    private static FirstFactor? FactorOf(bool withPassword, SignInOptions? options, AuthSettings settings)
    {
        FirstFactor? factor = options?.PreferredChallenge ?? settings.PreferredChallenge;
        if (withPassword && !FirstFactorNames.IsPassword(factor))
        {
            factor = options?.PreferredChallenge is { } other
                ? throw new ArgumentException($"A sign-in that prefers {other} takes no password: leave one of the two out.", nameof(options))
                : settings.FirstFactors?.Contains(FirstFactor.PasswordSrp) == false ? FirstFactor.Password : FirstFactor.PasswordSrp;
        }

        return factor is { } chosen && settings.FirstFactors is { } offered && !offered.Contains(chosen) ? throw Disabled(chosen, offered) : factor;
    }

    private static AuthException Disabled(FirstFactor factor, IReadOnlyList<FirstFactor> offered) => new(new AuthError
    {
        Reason = AuthErrorReason.FactorDisabled,
        Message = $"The configuration says that the user pool does not offer {factor}: {nameof(AuthOptions.FirstFactors)} lists {(offered.Count == 0 ? "nothing" : string.Join(", ", offered))}.",
        Suggestion = $"Enable the factor in the user pool; if it is enabled there, bring {nameof(AuthOptions)} up to date or set the member to null.",
    });

    private static void CheckKnown<T>(T? value, string member, string parameter)
        where T : struct, Enum
    {
        if (value is { } given && !Enum.IsDefined(given))
        {
            throw new ArgumentException($"SignInOptions.{member} is {given:D}, which means nothing.", parameter);
        }
    }
}
