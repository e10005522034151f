using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Passkeys;
using Microsoft.Extensions.Logging;

namespace Amplify.SignIn;

/// <summary>Makes a result of what the service said, after answering by itself what no person has to: the device, and a passkey where there is an authenticator.</summary>
internal sealed class SignInTurns(ChallengeCalls calls, DeviceProof devices, PasskeyPrompt passkeys, MfaSetUp mfaSetUp, SignInCompletion completion, ILogger logger)
{
    private const int MostDeviceProofs = 2;

    /// <param name="attempt">Whose sign-in, where it stood before.</param>
    /// <param name="turn">What the service said.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<SignInResult> GoOnAsync(SignInAttempt attempt, ServiceTurn turn, CancellationToken cancellationToken)
    {
        for (int proofs = 0; DeviceProof.IsAskedFor(turn) && proofs < MostDeviceProofs; proofs++)
        {
            turn = await devices.ProveAsync(attempt, turn, cancellationToken).ConfigureAwait(false);
        }

        if (turn.Tokens is not null)
        {
            return await completion.CompleteAsync(attempt.Keys, attempt.State, turn, cancellationToken).ConfigureAwait(false);
        }

        SignInStep step = ChallengeReader.IsMfaSetUp(turn)
            ? await mfaSetUp.ReadAsync(attempt.State, turn, cancellationToken).ConfigureAwait(false)
            : ChallengeReader.Read(attempt.State, turn);
        return step is SignInStep.Passkey passkey && passkeys.IsThere && !attempt.PasskeyAsked
            ? await AnswerAsync(attempt, passkey, cancellationToken).ConfigureAwait(false)
            : Ask(step);
    }

    public SignInResult Ask(SignInStep step)
    {
        if (step is SignInStep.Unknown unknown)
        {
            Log.UnknownChallenge(logger, unknown.ChallengeName);
        }

        Log.StepNeeded(logger, step.Name);
        return new SignInResult { NextStep = step };
    }

    /// <summary>Asks again.</summary>
    public SignInResult Reject(SignInStep step, AuthError error)
    {
        Log.AnswerRejected(logger, error.Reason);
        return new SignInResult { NextStep = step, Rejection = Rejections.From(error) };
    }

    public static Detour? DetourOf(AuthException exception, SignInStepState state) => exception.Code switch
    {
        "UserNotConfirmedException" => new Detour.ConfirmSignUp(state.TypedUsername),
        "PasswordResetRequiredException" => new Detour.ResetPassword(state.TypedUsername),
        _ => null,
    };

    /// <summary>Asks the authenticator. A person who says no is asked for another factor.</summary>
    private async Task<SignInResult> AnswerAsync(SignInAttempt attempt, SignInStep.Passkey step, CancellationToken cancellationToken)
    {
        attempt.PasskeyAsked = true;
        string? credential;
        try
        {
            credential = await passkeys.GetAsync(step.RequestOptions, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.ProviderFailed)
        {
            return Reject(step, e.Error);
        }

        if (credential is null)
        {
            return Reject(await AnotherAsync(attempt.At(step.State), cancellationToken).ConfigureAwait(false), PasskeyPrompt.Cancelled);
        }

        if (PasskeyEngine.Read(credential) is null)
        {
            return Reject(step, PasskeyPrompt.NoCredential("RespondToAuthChallenge", "AuthenticationResponseJSON"));
        }

        SignInAnswer answer = step.With(credential);
        var response = new ChallengeResponse
        {
            ChallengeName = step.State.ChallengeName!,
            Username = step.State.Username,
            Session = step.State.Session,
            Responses = ChallengeAnswers.For(answer),
        };
        try
        {
            SignInAttempt at = attempt.At(step.State);
            return await GoOnAsync(at, await calls.RespondAsync(at, response, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (ChallengeAnswers.MayBeGivenAgain(step, e.Reason))
        {
            return Reject(step, e.Error);
        }
    }

    /// <summary>The choice after a passkey that was given up; where the service has not said what there is, the sign-in begins anew without a preference.</summary>
    public async Task<SignInStep> AnotherAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        if (FirstFactorChoice.After(attempt.State) is { } known)
        {
            return known;
        }

        attempt.PasskeyAsked = true;
        SignInAttempt anew = attempt.At(attempt.State.Restarted() with { Factor = null });
        return ChallengeReader.Read(anew.State, await calls.InitiateAsync(anew, CognitoIdentityProvider.AuthFlowType.USER_AUTH, Repeat.WhenNotDone, [], session: null, cancellationToken).ConfigureAwait(false));
    }
}
