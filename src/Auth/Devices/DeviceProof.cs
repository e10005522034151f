using Amplify.CognitoIdentityProvider;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.SignIn;
using Amplify.SignIn.Srp;

namespace Amplify.Devices;

/// <summary>Answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, which may follow any step: the password proof again, with the device as the user.</summary>
internal sealed class DeviceProof(ChallengeCalls calls, KnownDevices devices, ServiceClock clock)
{
    private static readonly string _ask = ChallengeNameType.DEVICE_SRP_AUTH.Value;
    private static readonly string _prove = ChallengeNameType.DEVICE_PASSWORD_VERIFIER.Value;

    public static bool IsAskedFor(ServiceTurn turn) => string.Equals(turn.ChallengeName, _ask, StringComparison.Ordinal);

    /// <param name="attempt">Whose sign-in, where it stood before the device was asked for.</param>
    /// <param name="turn">DEVICE_SRP_AUTH.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.DeviceForgotten"/>: the pool does not believe it. The service or the network failed.</exception>
    public async Task<ServiceTurn> ProveAsync(SignInAttempt attempt, ServiceTurn turn, CancellationToken cancellationToken)
    {
        string username = ChallengeReader.StateOf(attempt.State, turn).Username;
        KnownDevice device = await devices.FindAsync(attempt.Keys, username, cancellationToken).ConfigureAwait(false)
            ?? throw KnownDevices.Forgotten(new AuthException(TransportErrors.InvalidResponse(turn.Operation, "it asks for a device that this machine does not have", turn.RequestId)));
        try
        {
            return await ProveAsync(attempt, turn, username, device, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason == AuthErrorReason.WrongCredentials)
        {
            // What is kept does not fit what the pool keeps: it never will.
            await devices.ForgetAsync(attempt.Keys, device).ConfigureAwait(false);
            throw KnownDevices.Forgotten(e);
        }
    }

    private async Task<ServiceTurn> ProveAsync(SignInAttempt attempt, ServiceTurn turn, string username, KnownDevice device, CancellationToken cancellationToken)
    {
        SrpClient srp = await Task.Run(SrpClient.Create, cancellationToken).ConfigureAwait(false);
        ServiceTurn asked = await RespondAsync(_ask, turn.Session, new Dictionary<string, string> { ["SRP_A"] = srp.PublicValueHex }).ConfigureAwait(false);
        if (asked.ChallengeName != _prove)
        {
            return asked;
        }

        var challenge = new SrpChallenge
        {
            PoolName = device.DeviceGroupKey,
            UserId = device.DeviceKey,
            Password = device.Password,
            Salt = asked.Need("SALT"),
            ServerPublicValue = asked.Need("SRP_B"),
            SecretBlock = asked.Need("SECRET_BLOCK"),
            Timestamp = SrpTimestamp.Format(clock.UtcNow),
        };
        string signature = await Task.Run(() => srp.Prove(challenge), cancellationToken).ConfigureAwait(false);
        return await RespondAsync(_prove, asked.Session, new Dictionary<string, string>
        {
            ["PASSWORD_CLAIM_SECRET_BLOCK"] = challenge.SecretBlock,
            ["PASSWORD_CLAIM_SIGNATURE"] = signature,
            ["TIMESTAMP"] = challenge.Timestamp,
        }).ConfigureAwait(false);

        Task<ServiceTurn> RespondAsync(string challengeName, Secret? session, Dictionary<string, string> responses) => calls.RespondAsync(
            attempt,
            new ChallengeResponse { ChallengeName = challengeName, Username = username, Session = session, Responses = responses, Device = device, MayBeRepeatedWithoutDevice = false },
            cancellationToken);
    }
}
