using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>PASSWORD_VERIFIER: the exchange that proves a password without sending it, in USER_SRP_AUTH and wherever else it begins.</summary>
internal sealed class SrpSignIn(EmulatorState state, SignInFlow flow)
{
    /// <summary>USER_SRP_AUTH.</summary>
    public JsonObject Start(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string username = parameters.Required("USERNAME");
        string clientPublic = parameters.Required("SRP_A");
        client.CheckSecretHash(parameters.SecretHash, username);
        EmulatedUser? user = flow.FindUser(client, username);
        SignInAttempt attempt;
        lock (client.Pool.Gate)
        {
            SignInTriggers.BeforePassword(client, username, user, call);
            attempt = SignInAttempt.Initiated(client, user ?? SimulatedUsers.For(client.Pool, username), call);
            CheckAccountEarly(attempt.User);
            attempt.MentionDevice(parameters.DeviceKey);
        }

        return Challenge(attempt, clientPublic);
    }

    /// <exception cref="ServiceException">The account may not sign in, and the first call tells.</exception>
    public void CheckAccountEarly(EmulatedUser user)
    {
        if (state.Unsettled is { SrpAccountState: AccountStateStep.InitiateAuth, AccountStateBeforePassword: true })
        {
            SignInFlow.CheckAccount(user);
        }
    }

    /// <summary>Asks for the proof; there is no session, the SECRET_BLOCK tells what is answered.</summary>
    /// <exception cref="ServiceException">SRP_A is none.</exception>
    public static JsonObject Challenge(SignInAttempt attempt, string clientPublic)
    {
        EmulatedUser user = attempt.User;
        PasswordVerifier verifier = user.Password ?? SimulatedUsers.Verifier(attempt.Pool, user.Username);
        SrpHandshake handshake = SrpHandshake.Start(verifier, clientPublic) ?? throw ServiceException.InvalidParameter("Invalid SRP_A");
        lock (attempt.Pool.Gate)
        {
            attempt.Pool.Handshakes.Add(handshake, attempt);
        }

        return new JsonObject
        {
            ["ChallengeName"] = "PASSWORD_VERIFIER",
            ["ChallengeParameters"] = new JsonObject
            {
                ["SALT"] = handshake.SaltHex,
                ["SECRET_BLOCK"] = handshake.SecretBlock,
                ["SRP_B"] = handshake.ServerPublicHex,
                ["USERNAME"] = handshake.UserId,
                ["USER_ID_FOR_SRP"] = handshake.UserId,
            },
        };
    }

    /// <summary>Takes the answer to PASSWORD_VERIFIER.</summary>
    public JsonObject Prove(EmulatedAppClient client, SignInParameters responses, OperationCall call)
    {
        SrpProof proof = SrpProof.Read(responses);
        SrpHandshakes.Pending? pending = Take(client, proof.SecretBlock);

        // The name the challenge told is the one the hash goes over, whatever the user typed.
        client.CheckSecretHash(responses.SecretHash, pending?.Handshake.UserId ?? proof.Username);
        if (pending is null)
        {
            throw ServiceException.WrongPassword();
        }

        bool matches = proof.Proves(pending.Handshake, state); // Slow: outside the pool's gate.
        lock (client.Pool.Gate)
        {
            bool sameUser = client.Pool.Directory.Find(proof.Username) == pending.User;
            SignInAttempt attempt = SignInAttempt.Answered(client, pending.User, call, pending.Progress.Passed("PASSWORD_VERIFIER"));
            return flow.AfterPassword(attempt, matches && sameUser, responses.DeviceKey);
        }
    }

    private SrpHandshakes.Pending? Take(EmulatedAppClient client, string secretBlock)
    {
        lock (client.Pool.Gate)
        {
            SrpHandshakes.Pending? pending = client.Pool.Handshakes.Find(secretBlock, client);
            if (state.Unsettled.SecretBlockSingleUse)
            {
                client.Pool.Handshakes.Forget(secretBlock);
            }

            return pending;
        }
    }
}
