using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Mfa;

namespace Amplify.SignIn;

/// <summary>
/// MFA_SETUP: one challenge that takes several steps. Which one a state stands for is told by what is left in it to be set up
/// (<c>MFAS_CAN_SETUP</c>, narrowed by a choice) and by the TOTP secret, so that a resumed step needs no call.
/// </summary>
internal sealed class MfaSetUp(IAmazonCognitoIdentityProvider client, ServiceCaller caller)
{
    private const string CanSetUp = "MFAS_CAN_SETUP";

    /// <returns>The step a state stands for; null when there is none: nothing can be set up, or a TOTP set-up has to begin first.</returns>
    public static SignInStep? Restore(SignInStepState state) => Offered(state) switch
    {
        [MfaMethod.Totp] when state.TotpSecret is { } secret => new SignInStep.SetUpTotp(state, new TotpSetUp(secret, state.TypedUsername)),
        [MfaMethod.Email] => new SignInStep.SetUpEmailMfa(state),
        [_, _] both => new SignInStep.ChooseMfaToSetUp(state, both),
        _ => null,
    };

    /// <summary>The step of a challenge that has just arrived.</summary>
    /// <exception cref="AuthException">Nothing the pool offers can be set up here, or the set-up could not begin.</exception>
    public Task<SignInStep> ReadAsync(SignInStepState before, ServiceTurn turn, CancellationToken cancellationToken)
    {
        SignInStepState state = ChallengeReader.StateOf(before, turn);
        return Offered(state) is null ? throw ChallengeReader.Unreadable(turn) : BeginAsync(state, cancellationToken);
    }

    /// <summary>Goes on with the factor the user chose.</summary>
    /// <exception cref="AuthException">The set-up could not begin.</exception>
    public Task<SignInStep> ChooseAsync(SignInStepState state, MfaMethod method, CancellationToken cancellationToken) =>
        BeginAsync(state with { TotpSecret = null, Parameters = new Dictionary<string, string>(state.Parameters) { [CanSetUp] = MfaMethodNames.Write(method) } }, cancellationToken);

    /// <summary>Shows the service the first code of the authenticator.</summary>
    /// <returns>The session that completes the challenge.</returns>
    /// <exception cref="AuthException">The code was refused, or the service failed.</exception>
    public async Task<Secret> VerifyAsync(SignInAnswer answer, CancellationToken cancellationToken)
    {
        var request = new VerifySoftwareTokenRequest
        {
            Session = answer.Step.State.Session?.Reveal(),
            UserCode = answer.Value.Reveal(),
            FriendlyDeviceName = answer.FriendlyDeviceName,
        };

        // A session answers once and so does a code: whoever sends them again is refused for it.
        VerifySoftwareTokenResponse response = await caller
            .CallAsync(TotpCodes.Operation, Repeat.Never, token => client.VerifySoftwareTokenAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        TotpCodes.CheckAccepted(response);
        return SessionOf(response.Session, TotpCodes.Operation, response.ResponseMetadata?.RequestId);
    }

    private async Task<SignInStep> BeginAsync(SignInStepState state, CancellationToken cancellationToken)
    {
        if (Offered(state) is [MfaMethod.Totp])
        {
            state = await AssociateAsync(state, cancellationToken).ConfigureAwait(false);
        }

        return Restore(state) ?? throw Impossible();
    }

    private async Task<SignInStepState> AssociateAsync(SignInStepState state, CancellationToken cancellationToken)
    {
        const string Operation = "AssociateSoftwareToken";
        var request = new AssociateSoftwareTokenRequest { Session = state.Session?.Reveal() };
        AssociateSoftwareTokenResponse response = await caller
            .CallAsync(Operation, Repeat.WhenNotDone, token => client.AssociateSoftwareTokenAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        string? requestId = response.ResponseMetadata?.RequestId;
        return string.IsNullOrEmpty(response.SecretCode)
            ? throw new AuthException(TransportErrors.InvalidResponse(Operation, "the shared secret is missing", requestId))
            : state with { Session = SessionOf(response.Session, Operation, requestId), TotpSecret = new Secret(response.SecretCode) };
    }

    private static MfaMethod[]? Offered(SignInStepState state) =>
        MfaMethodNames.Read(state, CanSetUp)?.Where(method => method != MfaMethod.Sms).ToArray();

    private static Secret SessionOf(string? session, string operation, string? requestId) => string.IsNullOrEmpty(session)
        ? throw new AuthException(TransportErrors.InvalidResponse(operation, "the session to go on with is missing", requestId))
        : new Secret(session);

    private static AuthException Impossible() => new(new AuthError
    {
        Reason = AuthErrorReason.FactorSetUpUnavailable,
        Message = "The user pool requires a second factor, the user has none, and none that the pool offers can be set up while signing in.",
        Suggestion = "Give the user a verified phone_number (an administrator can), or let the pool offer authenticator apps or e-mail.",
    });
}
