using Amplify.CognitoIdentityProvider;
using Amplify.Errors;

namespace Amplify.SignIn;

/// <summary>Sign-ins that begin without a password (USER_AUTH, CUSTOM_AUTH), and the choice of a first factor: SELECT_CHALLENGE.</summary>
internal sealed class FirstFactorChoice(ChallengeCalls calls, SignInTurns turns)
{
    /// <summary>The first request.</summary>
    /// <param name="attempt">Whose sign-in.</param>
    /// <param name="session">What a sign-up left behind; null for none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public Task<ServiceTurn> BeginAsync(SignInAttempt attempt, Secret? session, CancellationToken cancellationToken)
    {
        if (attempt.State.Flow == SignInFlow.Custom)
        {
            return calls.InitiateAsync(attempt, AuthFlowType.CUSTOM_AUTH, Repeat.WhenNotDone, [], session, cancellationToken);
        }

        Dictionary<string, string> parameters = attempt.State.Factor is { } factor
            ? new() { ["PREFERRED_CHALLENGE"] = FirstFactorNames.Of(factor) }
            : [];
        return calls.InitiateAsync(attempt, AuthFlowType.USER_AUTH, Repeat.WhenNotDone, parameters, session, cancellationToken);
    }

    /// <summary>Goes on with the factor the user chose. A password is asked for first, so that one answer to the service brings it along.</summary>
    public async Task<SignInResult> ChooseAsync(SignInAttempt attempt, FirstFactor factor, CancellationToken cancellationToken)
    {
        SignInAttempt chosen = attempt.At(attempt.State with { Factor = factor });
        if (FirstFactorNames.IsPassword(factor))
        {
            return turns.Ask(new SignInStep.Password(chosen.State));
        }

        var response = new ChallengeResponse
        {
            ChallengeName = chosen.State.ChallengeName!,
            Username = chosen.State.Username,
            Session = chosen.State.Session,
            Responses = new Dictionary<string, string> { ["ANSWER"] = FirstFactorNames.Of(factor) },
        };
        ServiceTurn turn;
        try
        {
            turn = await calls.RespondAsync(chosen, response, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (IsRefusedSecondChoice(chosen.State, e))
        {
            chosen = chosen.At(chosen.State.Restarted());
            turn = await BeginAsync(chosen, session: null, cancellationToken).ConfigureAwait(false);
        }

        return await turns.GoOnAsync(chosen, turn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a passkey up for another factor.</summary>
    public async Task<SignInResult> AnotherAsync(SignInAttempt attempt, CancellationToken cancellationToken) =>
        turns.Ask(await turns.AnotherAsync(attempt, cancellationToken).ConfigureAwait(false));

    /// <summary>The choice that a challenge was made from, with the same session; null where there was none, or nothing else to choose.</summary>
    public static SignInStep.ChooseFirstFactor? After(SignInStepState state)
    {
        IReadOnlyList<FirstFactor> factors = FirstFactorNames.Known(state.AvailableChallenges);
        return state.Flow == SignInFlow.UserAuth && factors.Any(factor => factor != FirstFactor.WebAuthn)
            ? new SignInStep.ChooseFirstFactor(
                state with { ChallengeName = ChallengeNameType.SELECT_CHALLENGE.Value, Factor = null, IsSecondChoice = true, Parameters = new Dictionary<string, string>() },
                factors)
            : null;
    }

    /// <summary>Whether a service does not take another choice with the session of the first: then the sign-in is begun anew with it.</summary>
    public static bool IsRefusedSecondChoice(SignInStepState state, AuthException refusal) =>
        state.IsSecondChoice && refusal.Reason is (AuthErrorReason.SignInExpired or AuthErrorReason.InvalidParameter);
}
