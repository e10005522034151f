using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Sessions;

namespace Amplify.SignIn;

/// <summary>Starts sign-ins and answers their steps, until there are tokens, a detour, or the flow is over.</summary>
internal sealed class SignInEngine(
    AuthSettings settings,
    ChallengeCalls calls,
    PasswordProof passwords,
    MfaSetUp mfaSetUp,
    FirstFactorChoice choice,
    SignInTurns turns,
    SessionEngine sessions)
{
    /// <param name="keys">Whose handle.</param>
    /// <param name="username">As typed.</param>
    /// <param name="password">As typed; null for a sign-in without one, or that asks for it.</param>
    /// <param name="options">The caller's.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<SignInResult> StartAsync(HandleKeys keys, string username, string? password, SignInOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = ClientMetadata.CopyOf(options?.ClientMetadata);
        var attempt = new SignInAttempt(keys, SignInStart.StateOf(username, password is not null, options, settings), clientMetadata);
        await DemandPlaceAsync(attempt, cancellationToken).ConfigureAwait(false);
        if (password is not null)
        {
            return await ProveAsync(attempt, new Secret(password), cancellationToken).ConfigureAwait(false);
        }

        return SignInStart.NeedsPassword(attempt.State)
            ? turns.Ask(new SignInStep.Password(attempt.State))
            : await OrDetourAsync(attempt, () => choice.BeginAsync(attempt, session: null, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on where a sign-up ended.</summary>
    public async Task<SignInResult> StartAsync(HandleKeys keys, AutoSignIn signUp, AutoSignInOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = ClientMetadata.CopyOf(options?.ClientMetadata);
        SignInOptions begin = new() { Flow = SignInFlow.UserAuth, WhenAlreadySignedIn = options?.WhenAlreadySignedIn };
        var attempt = new SignInAttempt(keys, SignInStart.StateOf(signUp.Username, withPassword: false, begin, settings) with { Factor = null }, clientMetadata);
        await DemandPlaceAsync(attempt, cancellationToken).ConfigureAwait(false);
        return await OrDetourAsync(attempt, () => choice.BeginAsync(attempt, signUp.Session, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<SignInResult> ConfirmAsync(HandleKeys keys, SignInAnswer answer, ConfirmSignInOptions? options, CancellationToken cancellationToken)
    {
        SignInStep step = answer.Step;
        var attempt = new SignInAttempt(keys, step.State, ClientMetadata.CopyOf(options?.ClientMetadata));
        if (step is SignInStep.Password)
        {
            return await ProveAsync(attempt, answer.Value, cancellationToken).ConfigureAwait(false);
        }

        if (ChallengeAnswers.ObjectionTo(answer) is { } objection)
        {
            return turns.Reject(step, objection);
        }

        try
        {
            return step switch
            {
                SignInStep.ChooseMfaToSetUp => turns.Ask(await mfaSetUp.ChooseAsync(step.State, ChallengeAnswers.Method(answer), cancellationToken).ConfigureAwait(false)),
                SignInStep.ChooseFirstFactor => await choice.ChooseAsync(attempt, ChallengeAnswers.Factor(answer), cancellationToken).ConfigureAwait(false),
                SignInStep.Passkey when answer.GivesUp => await choice.AnotherAsync(attempt, cancellationToken).ConfigureAwait(false),
                _ => await AnswerAsync(attempt, answer, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (AuthException e) when (ChallengeAnswers.MayBeGivenAgain(step, e.Reason))
        {
            return turns.Reject(step, e.Error);
        }
        catch (AuthException e) when (SignInTurns.DetourOf(e, step.State) is { } detour)
        {
            return new SignInResult { Detour = detour };
        }
    }

    private async Task<SignInResult> AnswerAsync(SignInAttempt attempt, SignInAnswer answer, CancellationToken cancellationToken)
    {
        SignInStepState state = attempt.State;
        var response = new ChallengeResponse
        {
            ChallengeName = state.ChallengeName!,
            Username = state.Username,
            Session = state.Session,
            Responses = ChallengeAnswers.For(answer),

            // Last of all: from there on the step cannot be answered again.
            GetSession = answer.Step is SignInStep.SetUpTotp ? token => mfaSetUp.VerifyAsync(answer, token) : null,
        };
        return await turns.GoOnAsync(attempt, await calls.RespondAsync(attempt, response, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Proves a password and goes on; a wrong one asks for it again.</summary>
    private async Task<SignInResult> ProveAsync(SignInAttempt attempt, Secret password, CancellationToken cancellationToken)
    {
        try
        {
            return await ProveOnceAsync(attempt).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCredentials or AuthErrorReason.TooManyAttempts && e.Error.Operation is not null)
        {
            return turns.Reject(new SignInStep.Password(attempt.State.Restarted()), e.Error);
        }
        catch (AuthException e) when (SignInTurns.DetourOf(e, attempt.State) is { } detour)
        {
            return new SignInResult { Detour = detour };
        }

        async Task<SignInResult> ProveOnceAsync(SignInAttempt at)
        {
            try
            {
                return await turns.GoOnAsync(at, await passwords.ProveAsync(at, password, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (AuthException e) when (IsToBeginAnew(e, at))
            {
                // Without the device that the pool has forgotten, or with a session of its own. The password is still at hand.
                return await ProveOnceAsync(attempt.At(at.State.Restarted())).ConfigureAwait(false);
            }
        }

        bool IsToBeginAnew(AuthException e, SignInAttempt at) =>
            ReferenceEquals(at, attempt) && (e.Reason == AuthErrorReason.DeviceForgotten || FirstFactorChoice.IsRefusedSecondChoice(at.State, e));
    }

    private async Task DemandPlaceAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.State.WhenAlreadySignedIn == WhenAlreadySignedIn.Throw)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(attempt.Keys.Session, null, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task<SignInResult> OrDetourAsync(SignInAttempt attempt, Func<Task<ServiceTurn>> begin, CancellationToken cancellationToken)
    {
        try
        {
            return await turns.GoOnAsync(attempt, await begin().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (SignInTurns.DetourOf(e, attempt.State) is { } detour)
        {
            return new SignInResult { Detour = detour };
        }
    }
}
