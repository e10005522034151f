using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Errors;
using Amplify.Tokens;
using Amplify.UserContexts;

namespace Amplify.SignIn;

/// <summary>
/// The two operations a sign-in is made of. What every request carries is added here: secret hash, device key, client metadata,
/// user context. A device that the pool no longer knows is forgotten here too.
/// </summary>
internal sealed class ChallengeCalls(
    AuthSettings settings,
    IAmazonCognitoIdentityProvider client,
    ServiceCaller caller,
    ClientSecrets secrets,
    ClientMetadata metadata,
    UserContextDatas contexts,
    KnownDevices devices,
    KeyPrefetch keyPrefetch)
{
    private const string Initiate = "InitiateAuth";
    private const string Respond = "RespondToAuthChallenge";

    /// <summary>Begins, under the name the user typed.</summary>
    /// <param name="attempt">Whose sign-in.</param>
    /// <param name="flow">How.</param>
    /// <param name="repeat">When the request may be sent again.</param>
    /// <param name="parameters">What the flow takes beside the user name.</param>
    /// <param name="session">What a sign-up left behind; null for none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AuthException">The service refused, or it or the network failed.</exception>
    public async Task<ServiceTurn> InitiateAsync(SignInAttempt attempt, AuthFlowType flow, Repeat repeat, Dictionary<string, string> parameters, Secret? session, CancellationToken cancellationToken)
    {
        keyPrefetch.Start(cancellationToken);
        string username = attempt.State.TypedUsername;
        Dictionary<string, string>? merged = await metadata.ForAsync(Initiate, username, attempt.ClientMetadata, cancellationToken).ConfigureAwait(false);
        UserContextDataType? context = await contexts.ForAsync(attempt.Keys, Initiate, username, cancellationToken).ConfigureAwait(false);
        KnownDevice? device = await devices.FindAsync(attempt.Keys, username, cancellationToken).ConfigureAwait(false);
        return await WithDeviceAsync(attempt, device, SendAsync).ConfigureAwait(false);

        async Task<ServiceTurn> SendAsync(string? deviceKey) => ServiceTurn.From(await secrets.WithHashAsync(
            username,
            hash => caller.CallAsync(Initiate, repeat, token => client.InitiateAuthAsync(Request(hash, deviceKey), token), cancellationToken),
            cancellationToken).ConfigureAwait(false));

        InitiateAuthRequest Request(string? hash, string? deviceKey) => new()
        {
            AuthFlow = flow,
            ClientId = settings.ClientId,
            AuthParameters = new Dictionary<string, string>(parameters) { ["USERNAME"] = username }.With("SECRET_HASH", hash).With("DEVICE_KEY", deviceKey),
            ClientMetadata = merged,
            UserContextData = context,
            Session = session?.Reveal(),
        };
    }

    /// <summary>Answers a challenge, under the name the service resolved. Never sent twice, unless the service has looked at nothing but the device.</summary>
    /// <param name="attempt">Whose sign-in.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AuthException">
    /// The service refused, or it or the network failed; <see cref="AuthErrorReason.DeviceForgotten"/>: the answer cannot be given
    /// without the device.
    /// </exception>
    public async Task<ServiceTurn> RespondAsync(SignInAttempt attempt, ChallengeResponse answer, CancellationToken cancellationToken)
    {
        string username = answer.Username;
        string? hash = await secrets.HashAsync(username, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string>? merged = await metadata.ForAsync(Respond, username, attempt.ClientMetadata, cancellationToken).ConfigureAwait(false);
        UserContextDataType? context = await contexts.ForAsync(attempt.Keys, Respond, username, cancellationToken).ConfigureAwait(false);
        KnownDevice? device = answer.Device ?? await devices.FindAsync(attempt.Keys, username, cancellationToken).ConfigureAwait(false);
        Secret? session = answer.GetSession is null ? answer.Session : await answer.GetSession(cancellationToken).ConfigureAwait(false);
        return await WithDeviceAsync(attempt, device, SendAsync, answer.MayBeRepeatedWithoutDevice).ConfigureAwait(false);

        async Task<ServiceTurn> SendAsync(string? deviceKey) => ServiceTurn.From(
            await caller.CallAsync(Respond, Repeat.Never, token => client.RespondToAuthChallengeAsync(Request(deviceKey), token), cancellationToken).ConfigureAwait(false),
            username);

        RespondToAuthChallengeRequest Request(string? deviceKey) => new()
        {
            ClientId = settings.ClientId,
            ChallengeName = new ChallengeNameType(answer.ChallengeName),
            Session = session?.Reveal(),
            ChallengeResponses = new Dictionary<string, string>(answer.Responses) { ["USERNAME"] = username }.With("SECRET_HASH", hash).With("DEVICE_KEY", deviceKey),
            ClientMetadata = merged,
            UserContextData = context,
        };
    }

    private async Task<ServiceTurn> WithDeviceAsync(SignInAttempt attempt, KnownDevice? device, Func<string?, Task<ServiceTurn>> send, bool mayRepeat = true)
    {
        try
        {
            return await send(device?.DeviceKey).ConfigureAwait(false);
        }
        catch (AuthException e) when (device is not null && ServiceErrors.SaysDeviceIsUnknown(e.Error))
        {
            await devices.ForgetAsync(attempt.Keys, device).ConfigureAwait(false);
            if (!mayRepeat)
            {
                throw KnownDevices.Forgotten(e);
            }

            return await send(null).ConfigureAwait(false);
        }
    }
}
