using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER: a remembered device proves itself, as the last step of a sign-in.</summary>
internal sealed class DeviceSignIn(EmulatorState state)
{
    public const string Ask = "DEVICE_SRP_AUTH";
    private const string Verify = "DEVICE_PASSWORD_VERIFIER";

    /// <summary>Whether the device named in this sign-in has to prove itself. The caller holds the pool's gate.</summary>
    public static bool IsDue(SignInAttempt attempt) =>
        attempt.Pool.Settings.DeviceConfiguration is not null && attempt.Progress.Device is { IsRemembered: true, IsForgotten: false };

    /// <summary>The challenge, where it is due. The caller holds the pool's gate.</summary>
    public static JsonObject? Challenge(SignInAttempt attempt) =>
        IsDue(attempt) ? SignInFlow.Challenge(attempt, Ask, new JsonObject { ["USERNAME"] = attempt.User.Username }) : null;

    /// <summary>Takes the answer to DEVICE_SRP_AUTH. The caller holds the pool's gate.</summary>
    public JsonObject Start(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        string clientPublic = responses.Required("SRP_A");
        _ = responses.Required("DEVICE_KEY");
        if (!IsDue(attempt))
        {
            throw UserDevices.Unknown(); // Forgotten, or no longer remembered, since it was asked.
        }

        EmulatedDevice device = attempt.Progress.Device!;
        SrpHandshake handshake = SrpHandshake.Start(device.Verifier!, clientPublic) ?? throw ServiceException.InvalidParameter("Invalid SRP_A");
        session.Used = true;
        attempt.Progress = attempt.Progress.Passed(Ask);
        attempt.Pool.DeviceHandshakes.Add(handshake, attempt);
        var parameters = new JsonObject
        {
            ["SALT"] = handshake.SaltHex,
            ["SECRET_BLOCK"] = handshake.SecretBlock,
            ["SRP_B"] = handshake.ServerPublicHex,
            ["USERNAME"] = attempt.User.Username,
            ["DEVICE_KEY"] = device.Key,
        };
        JsonObject answer = SignInFlow.Challenge(attempt, Verify, parameters, new ChallengeContent { SecretBlock = handshake.SecretBlock });
        if (!state.Unsettled.DevicePasswordVerifierHasSession)
        {
            answer.Remove("Session");
        }

        return answer;
    }

    /// <summary>Takes the answer to DEVICE_PASSWORD_VERIFIER.</summary>
    public JsonObject Prove(EmulatedAppClient client, SignInParameters responses, OperationCall call)
    {
        SrpProof proof = SrpProof.Read(responses);
        string key = responses.Required("DEVICE_KEY");
        SrpHandshakes.Pending? pending;
        ChallengeSession? session;
        lock (client.Pool.Gate)
        {
            session = state.Unsettled.DevicePasswordVerifierHasSession ? client.Pool.Sessions.Find(call.Text("Session"), client, Verify) : null;
            pending = client.Pool.DeviceHandshakes.Find(proof.SecretBlock, client);
        }

        client.CheckSecretHash(responses.SecretHash, pending?.User.Username ?? proof.Username);
        if (pending?.Progress.Device is not { } device || (session is not null && session.Content.SecretBlock != proof.SecretBlock))
        {
            throw ServiceException.WrongPassword();
        }

        bool matches = key == device.Key && proof.Proves(pending.Handshake, state); // Slow: outside the pool's gate.
        lock (client.Pool.Gate)
        {
            return Finish(SignInAttempt.Answered(client, pending.User, call, pending.Progress), proof, matches, session);
        }
    }

    private JsonObject Finish(SignInAttempt attempt, SrpProof proof, bool matches, ChallengeSession? session)
    {
        EmulatedDevice device = attempt.Progress.Device!;
        attempt.Pool.DeviceHandshakes.Forget(proof.SecretBlock);
        session?.Used = true;
        if (!matches || attempt.Pool.Directory.Find(proof.Username) != attempt.User)
        {
            throw ServiceException.WrongPassword();
        }

        SignInFlow.CheckAccount(attempt.User);
        if (!IsDue(attempt))
        {
            throw UserDevices.Unknown();
        }

        device.Authenticated(state.Clock.GetUtcNow());
        attempt.Progress = attempt.Progress.Passed(Verify);
        return SignInFlow.Complete(attempt, "TokenGeneration_AuthenticateDevice");
    }
}
