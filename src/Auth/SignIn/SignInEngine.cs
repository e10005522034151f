using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.SignIn;

/// <summary>Starts sign-ins and answers their steps, until there are tokens, a detour, or the flow is over.</summary>
internal sealed class SignInEngine(
    AuthSettings settings,
    IAmazonCognitoIdentityProvider client,
    ServiceCaller caller,
    ClientSecrets secrets,
    ClientMetadata metadata,
    PasswordProof passwords,
    MfaSetUp mfaSetUp,
    SignInCompletion completion,
    SessionEngine sessions,
    ILogger logger)
{
    public async Task<SignInResult> StartAsync(HandleKeys keys, string username, string password, SignInOptions? options, CancellationToken cancellationToken)
    {
        CheckKnown(options);
        Dictionary<string, string>? clientMetadata = ClientMetadata.CopyOf(options?.ClientMetadata);
        var state = new SignInStepState
        {
            Username = username,
            TypedUsername = username,
            Flow = options?.Flow ?? settings.SignInFlow,
            WhenAlreadySignedIn = options?.WhenAlreadySignedIn ?? settings.WhenAlreadySignedIn,
        };
        if (state.WhenAlreadySignedIn == WhenAlreadySignedIn.Throw)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(keys.Session, null, cancellationToken).ConfigureAwait(false));
        }

        return await ProveAsync(keys, state, new Secret(password), clientMetadata, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SignInResult> ConfirmAsync(HandleKeys keys, SignInAnswer answer, ConfirmSignInOptions? options, CancellationToken cancellationToken)
    {
        SignInStep step = answer.Step;
        Dictionary<string, string>? clientMetadata = ClientMetadata.CopyOf(options?.ClientMetadata);
        if (step is SignInStep.Password)
        {
            return await ProveAsync(keys, step.State, answer.Value, clientMetadata, cancellationToken).ConfigureAwait(false);
        }

        if (ChallengeAnswers.ObjectionTo(answer) is { } objection)
        {
            return Reject(step, objection);
        }

        try
        {
            return step is SignInStep.ChooseMfaToSetUp
                ? Next(await mfaSetUp.ChooseAsync(step.State, ChallengeAnswers.Method(answer), cancellationToken).ConfigureAwait(false))
                : await AnswerAsync(keys, answer, clientMetadata, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (ChallengeAnswers.MayBeGivenAgain(step, e.Reason))
        {
            return Reject(step, e.Error);
        }
        catch (AuthException e) when (DetourOf(e, step.State) is { } detour)
        {
            return new SignInResult { Detour = detour };
        }
    }

    private async Task<SignInResult> AnswerAsync(HandleKeys keys, SignInAnswer answer, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        SignInStepState state = answer.Step.State;
        Dictionary<string, string> responses = ChallengeAnswers.For(answer);
        responses["USERNAME"] = state.Username;
        responses.With("SECRET_HASH", await secrets.HashAsync(state.Username, cancellationToken).ConfigureAwait(false));
        var request = new RespondToAuthChallengeRequest
        {
            ClientId = settings.ClientId,
            ChallengeName = new ChallengeNameType(state.ChallengeName!),
            Session = state.Session?.Reveal(),
            ChallengeResponses = responses,
            ClientMetadata = await metadata.ForAsync("RespondToAuthChallenge", state.Username, clientMetadata, cancellationToken).ConfigureAwait(false),
        };
        if (answer.Step is SignInStep.SetUpTotp)
        {
            // Last of all: from here on the step cannot be answered again.
            request.Session = (await mfaSetUp.VerifyAsync(answer, cancellationToken).ConfigureAwait(false)).Reveal();
        }

        RespondToAuthChallengeResponse response = await caller
            .CallAsync("RespondToAuthChallenge", Repeat.Never, token => client.RespondToAuthChallengeAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return await GoOnAsync(keys, state, ServiceTurn.From(response), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Proves a password and goes on; a wrong one asks for it again.</summary>
    private async Task<SignInResult> ProveAsync(HandleKeys keys, SignInStepState state, Secret password, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        try
        {
            ServiceTurn turn = await passwords.ProveAsync(state, password, clientMetadata, cancellationToken).ConfigureAwait(false);
            return await GoOnAsync(keys, state, turn, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCredentials or AuthErrorReason.TooManyAttempts && e.Error.Operation is not null)
        {
            return Reject(new SignInStep.Password(state.Restarted()), e.Error);
        }
        catch (AuthException e) when (DetourOf(e, state) is { } detour)
        {
            return new SignInResult { Detour = detour };
        }
    }

    private async Task<SignInResult> GoOnAsync(HandleKeys keys, SignInStepState state, ServiceTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Tokens is not null)
        {
            return await completion.CompleteAsync(keys, state, turn, cancellationToken).ConfigureAwait(false);
        }

        return Next(ChallengeReader.IsMfaSetUp(turn)
            ? await mfaSetUp.ReadAsync(state, turn, cancellationToken).ConfigureAwait(false)
            : ChallengeReader.Read(state, turn));
    }

    private SignInResult Next(SignInStep step)
    {
        if (step is SignInStep.Unknown unknown)
        {
            Log.UnknownChallenge(logger, unknown.ChallengeName);
        }

        Log.StepNeeded(logger, step.Name);
        return new SignInResult { NextStep = step };
    }

    /// <summary>Asks again.</summary>
    private SignInResult Reject(SignInStep step, AuthError error)
    {
        Log.AnswerRejected(logger, error.Reason);
        return new SignInResult { NextStep = step, Rejection = Rejections.From(error) };
    }

    private static void CheckKnown(SignInOptions? options)
    {
        if (options is { Flow: { } flow } && !Enum.IsDefined(flow))
        {
            throw new ArgumentException($"SignInOptions.Flow is {flow:D}, which means nothing.", nameof(options));
        }

        if (options is { WhenAlreadySignedIn: { } already } && !Enum.IsDefined(already))
        {
            throw new ArgumentException($"SignInOptions.WhenAlreadySignedIn is {already:D}, which means nothing.", nameof(options));
        }
    }

    private static Detour? DetourOf(AuthException exception, SignInStepState state) => exception.Code switch
    {
        "UserNotConfirmedException" => new Detour.ConfirmSignUp(state.TypedUsername),
        "PasswordResetRequiredException" => new Detour.ResetPassword(state.TypedUsername),
        _ => null,
    };
}
