using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>USER_SRP_AUTH: the exchange that proves a password without sending it.</summary>
internal sealed class SrpSignIn(EmulatorState state, SignInFlow flow)
{
    public JsonObject Start(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string username = parameters.Required("USERNAME");
        string clientPublic = parameters.Required("SRP_A");
        client.CheckSecretHash(parameters.SecretHash, username);
        EmulatedUser? user = flow.FindUser(client, username);
        lock (client.Pool.Gate)
        {
            SignInTriggers.BeforePassword(client, username, user, call);
        }

        if (user is not null && state.Unsettled is { SrpAccountState: AccountStateStep.InitiateAuth, AccountStateBeforePassword: true })
        {
            SignInFlow.CheckAccount(user);
        }

        PasswordVerifier verifier = user?.Password ?? Simulate(client.Pool, user?.Username ?? username);
        SrpHandshake handshake = SrpHandshake.Start(verifier, clientPublic) ?? throw ServiceException.InvalidParameter("Invalid SRP_A");
        lock (client.Pool.Gate)
        {
            client.Pool.Handshakes.Add(handshake, user, client);
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

    public JsonObject Prove(EmulatedAppClient client, SignInParameters responses, OperationCall call)
    {
        string username = responses.Required("USERNAME");
        string secretBlock = responses.Required("PASSWORD_CLAIM_SECRET_BLOCK");
        string timestamp = responses.Required("TIMESTAMP");
        string signature = responses.Required("PASSWORD_CLAIM_SIGNATURE");
        SrpHandshakes.Pending? pending = Take(client, secretBlock);

        // The name the challenge told is the one the hash goes over, whatever the user typed.
        client.CheckSecretHash(responses.SecretHash, pending?.Handshake.UserId ?? username);
        if (pending?.User is not { } user)
        {
            throw ServiceException.WrongPassword();
        }

        bool matches = IsTimely(timestamp) && IsProof(pending.Handshake, timestamp, signature); // Slow: outside the pool's gate.
        lock (client.Pool.Gate)
        {
            bool sameUser = client.Pool.Directory.Find(username) == user;
            return flow.AfterPassword(SignInAttempt.Answered(client, user, call), matches && sameUser);
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

    private bool IsTimely(string timestamp) =>
        SrpTimestamp.TryParse(timestamp, out DateTimeOffset sent) && (sent - state.Clock.GetUtcNow()).Duration() <= state.Unsettled.SrpClockSkew;

    private static bool IsProof(SrpHandshake handshake, string timestamp, string signature)
    {
        byte[] claimed = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.TryFromBase64String(signature, claimed, out int length)
            && CryptographicOperations.FixedTimeEquals(claimed.AsSpan(0, length), handshake.ExpectedSignature(timestamp));
    }

    // Salt and id are the same for a name each time, or they would tell that there is no such user.
    private static PasswordVerifier Simulate(EmulatedUserPool pool, string username)
    {
        string id = pool.Settings.UsernameAttributes.Count == 0 && pool.Settings.AliasAttributes.Count == 0
            ? username
            : new Guid(SrpGroup.Hash(pool.SimulationSecret, Encoding.UTF8.GetBytes(username)).AsSpan(0, 16)).ToString();
        return PasswordVerifier.Fake(pool.ShortName, id, pool.SimulationSecret);
    }
}
