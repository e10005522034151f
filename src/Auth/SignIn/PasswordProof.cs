using Amplify.CognitoIdentityProvider;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.SignIn.Srp;

namespace Amplify.SignIn;

/// <summary>The ways to prove a password: at the start of a flow or after it was chosen, sent or by SRP. Nothing of it outlives the call.</summary>
internal sealed class PasswordProof(AuthSettings settings, ChallengeCalls calls, ServiceClock clock)
{
    public Task<ServiceTurn> ProveAsync(SignInAttempt attempt, Secret password, CancellationToken cancellationToken) =>
        IsSent(attempt.State) ? SendAsync(attempt, password, cancellationToken) : ProveBySrpAsync(attempt, password, cancellationToken);

    private static bool IsSent(SignInStepState state) => state.ChallengeName switch
    {
        null or "SELECT_CHALLENGE" => state.Flow == SignInFlow.UserPassword || (state.Flow == SignInFlow.UserAuth && state.Factor == FirstFactor.Password),
        string asked => asked == ChallengeNameType.PASSWORD.Value,
    };

    private Task<ServiceTurn> SendAsync(SignInAttempt attempt, Secret password, CancellationToken cancellationToken) =>
        BeginAsync(attempt, new Dictionary<string, string> { ["PASSWORD"] = password.Reveal() }, Repeat.WhenNotDone, cancellationToken);

    private async Task<ServiceTurn> ProveBySrpAsync(SignInAttempt attempt, Secret password, CancellationToken cancellationToken)
    {
        // Thousands of bits of modular arithmetic: never on the caller's thread.
        SrpClient srp = await Task.Run(SrpClient.Create, cancellationToken).ConfigureAwait(false);

        // A challenge nobody answered harms nothing, so asking for one may be repeated.
        var parameters = new Dictionary<string, string> { ["SRP_A"] = srp.PublicValueHex };
        ServiceTurn turn = await BeginAsync(attempt, parameters, Repeat.WhenTransient, cancellationToken).ConfigureAwait(false);
        if (turn.ChallengeName != ChallengeNameType.PASSWORD_VERIFIER.Value)
        {
            return turn;
        }

        string timestamp = SrpTimestamp.Format(clock.UtcNow);
        string userId = turn.Need("USER_ID_FOR_SRP");
        var challenge = new SrpChallenge
        {
            PoolName = settings.UserPoolName,
            UserId = userId,
            Password = password,
            Salt = turn.Need("SALT"),
            ServerPublicValue = turn.Need("SRP_B"),
            SecretBlock = turn.Need("SECRET_BLOCK"),
            Timestamp = timestamp,
        };
        string signature = await Task.Run(() => srp.Prove(challenge), cancellationToken).ConfigureAwait(false);
        var answer = new ChallengeResponse
        {
            ChallengeName = ChallengeNameType.PASSWORD_VERIFIER.Value,
            Username = userId,
            Session = turn.Session,
            Responses = new Dictionary<string, string>
            {
                ["PASSWORD_CLAIM_SECRET_BLOCK"] = challenge.SecretBlock,
                ["PASSWORD_CLAIM_SIGNATURE"] = signature,
                ["TIMESTAMP"] = timestamp,
            },

            // Whether a secret block serves twice is not said anywhere: a new proof certainly does.
            MayBeRepeatedWithoutDevice = false,
        };
        return await calls.RespondAsync(attempt, answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first request of a proof: the start of the flow, or the answer to the challenge that asks for a password.</summary>
    private Task<ServiceTurn> BeginAsync(SignInAttempt attempt, Dictionary<string, string> parameters, Repeat repeat, CancellationToken cancellationToken)
    {
        SignInStepState state = attempt.State;
        if (state.ChallengeName is { } challenge)
        {
            if (challenge == ChallengeNameType.SELECT_CHALLENGE.Value)
            {
                parameters["ANSWER"] = FirstFactorNames.Of(state.Factor!.Value);
            }

            var answer = new ChallengeResponse { ChallengeName = challenge, Username = state.Username, Session = state.Session, Responses = parameters };
            return calls.RespondAsync(attempt, answer, cancellationToken);
        }

        switch (state.Flow)
        {
            case SignInFlow.UserAuth:
                parameters["PREFERRED_CHALLENGE"] = FirstFactorNames.Of(state.Factor!.Value);
                return calls.InitiateAsync(attempt, AuthFlowType.USER_AUTH, repeat, parameters, session: null, cancellationToken);
            case SignInFlow.CustomWithSrp:
                parameters["CHALLENGE_NAME"] = "SRP_A";
                return calls.InitiateAsync(attempt, AuthFlowType.CUSTOM_AUTH, repeat, parameters, session: null, cancellationToken);
            case SignInFlow.UserPassword:
                return calls.InitiateAsync(attempt, AuthFlowType.USER_PASSWORD_AUTH, repeat, parameters, session: null, cancellationToken);
            default:
                return calls.InitiateAsync(attempt, AuthFlowType.USER_SRP_AUTH, repeat, parameters, session: null, cancellationToken);
        }
    }
}
