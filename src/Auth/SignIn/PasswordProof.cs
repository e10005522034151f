using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.SignIn.Srp;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.SignIn;

/// <summary>The two ways to prove a password: USER_SRP_AUTH and USER_PASSWORD_AUTH.</summary>
internal sealed class PasswordProof(
    AuthSettings settings,
    IAmazonCognitoIdentityProvider client,
    ServiceCaller caller,
    ClientSecrets secrets,
    ClientMetadata metadata,
    ITokenKeySource keys,
    ServiceClock clock,
    ILogger logger)
{
    public Task<ServiceTurn> ProveAsync(SignInStepState state, Secret password, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        // The keys that verify the tokens at the end are fetched while the password is proved.
        _ = PrefetchAsync(cancellationToken);
        return state.Flow == SignInFlow.UserPassword
            ? SendPasswordAsync(state, password, clientMetadata, cancellationToken)
            : ProveBySrpAsync(state, password, clientMetadata, cancellationToken);
    }

    private async Task<ServiceTurn> SendPasswordAsync(SignInStepState state, Secret password, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string> { ["USERNAME"] = state.TypedUsername, ["PASSWORD"] = password.Reveal() };
        return await InitiateAsync(AuthFlowType.USER_PASSWORD_AUTH, Repeat.WhenNotDone, parameters, state, clientMetadata, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceTurn> ProveBySrpAsync(SignInStepState state, Secret password, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        // Thousands of bits of modular arithmetic: never on the caller's thread.
        SrpClient srp = await Task.Run(SrpClient.Create, cancellationToken).ConfigureAwait(false);
        var parameters = new Dictionary<string, string> { ["USERNAME"] = state.TypedUsername, ["SRP_A"] = srp.PublicValueHex };

        // A challenge nobody answered harms nothing, so asking for one may be repeated.
        ServiceTurn turn = await InitiateAsync(AuthFlowType.USER_SRP_AUTH, Repeat.WhenTransient, parameters, state, clientMetadata, cancellationToken).ConfigureAwait(false);
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
        return await AnswerAsync(turn, userId, timestamp, signature, clientMetadata, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ServiceTurn> InitiateAsync(AuthFlowType flow, Repeat repeat, Dictionary<string, string> parameters, SignInStepState state, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? merged = await metadata.ForAsync("InitiateAuth", state.TypedUsername, clientMetadata, cancellationToken).ConfigureAwait(false);
        InitiateAuthRequest Request(string? hash) => new()
        {
            AuthFlow = flow,
            ClientId = settings.ClientId,
            AuthParameters = new Dictionary<string, string>(parameters).With("SECRET_HASH", hash),
            ClientMetadata = merged,
        };
        InitiateAuthResponse response = await secrets.WithHashAsync(
            state.TypedUsername,
            hash => caller.CallAsync("InitiateAuth", repeat, token => client.InitiateAuthAsync(Request(hash), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return ServiceTurn.From(response);
    }

    private async Task<ServiceTurn> AnswerAsync(ServiceTurn challenge, string userId, string timestamp, string signature, IReadOnlyDictionary<string, string>? clientMetadata, CancellationToken cancellationToken)
    {
        var responses = new Dictionary<string, string>
        {
            ["USERNAME"] = userId,
            ["PASSWORD_CLAIM_SECRET_BLOCK"] = challenge.Need("SECRET_BLOCK"),
            ["PASSWORD_CLAIM_SIGNATURE"] = signature,
            ["TIMESTAMP"] = timestamp,
        };
        responses.With("SECRET_HASH", await secrets.HashAsync(userId, cancellationToken).ConfigureAwait(false));
        var request = new RespondToAuthChallengeRequest
        {
            ClientId = settings.ClientId,
            ChallengeName = ChallengeNameType.PASSWORD_VERIFIER,
            Session = challenge.Session?.Reveal(),
            ChallengeResponses = responses,
            ClientMetadata = await metadata.ForAsync("RespondToAuthChallenge", userId, clientMetadata, cancellationToken).ConfigureAwait(false),
        };
        RespondToAuthChallengeResponse response = await caller
            .CallAsync("RespondToAuthChallenge", Repeat.Never, token => client.RespondToAuthChallengeAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return ServiceTurn.From(response, userId);
    }

    private async Task PrefetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.PrefetchAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An application's key source may throw anything; nobody awaits this, and the verification at the end asks it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.KeyPrefetchFailed(logger, e);
        }
    }
}
