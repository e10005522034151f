using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Makes passkeys: gives out the options for an authenticator, and judges what it made (WebAuthn Level 3, §7.1). The caller holds the pool's gate.</summary>
internal sealed class PasskeyRegistration(EmulatorState state)
{
    private const int ChallengeBytes = 32;
    private const string Public = "public-key";

    public JsonObject Start(SignInRecord signIn)
    {
        EmulatedUser user = signIn.User;
        RelyingParty party = RelyingParty.Of(signIn.Client.Pool);
        DateTimeOffset now = state.Clock.GetUtcNow();
        string challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));
        user.KnownPasskeys.Expect(challenge, new UserPasskeys.PendingRegistration(signIn.Client, now + state.Unsettled.PasskeyRegistrationLifetime), now);
        return new JsonObject
        {
            ["rp"] = new JsonObject { ["id"] = party.Id, ["name"] = party.Id },
            ["user"] = new JsonObject
            {
                ["id"] = Base64Url.EncodeToString(user.PasskeyHandle),
                ["name"] = user.Username,
                ["displayName"] = user.Attribute("name") ?? user.Username,
            },
            ["challenge"] = challenge,
            ["pubKeyCredParams"] = new JsonArray([.. new[] { CoseKey.Es256, CoseKey.Rs256 }.Select(algorithm => new JsonObject { ["type"] = Public, ["alg"] = algorithm })]),
            ["timeout"] = 60000,
            ["excludeCredentials"] = RelyingParty.Describe(user.KnownPasskeys.All),
            ["authenticatorSelection"] = new JsonObject
            {
                ["requireResidentKey"] = true,
                ["residentKey"] = "required",
                ["userVerification"] = party.UserVerification,
            },
        };
    }

    public void Complete(SignInRecord signIn, JsonObject credential)
    {
        EmulatedUserPool pool = signIn.Client.Pool;
        RelyingParty party = RelyingParty.Of(pool);
        var made = PasskeyAnswer.Read(credential);
        Attestation attestation = made.Attestation;
        CheckClient(signIn, party, made.Client);
        CheckAuthenticator(party, attestation.Data);
        CoseKey key = made.Parse(() => CoseKey.Read(attestation.Data.CredentialKey)) ?? throw NotSupported("The key of the passkey is of a kind that is not supported.");
        if (!made.Parse(() => attestation.Holds(key, made.Client.Hash)))
        {
            throw NotSupported("The attestation of the passkey is of a kind that is not supported, or does not hold.");
        }

        Keep(pool, signIn.User, made, new EmulatedPasskey(made.Id, party.Id, key, state.Clock.GetUtcNow())
        {
            SignCount = attestation.Data.SignCount,
            AuthenticatorAttachment = made.Attachment,
            Transports = made.Transports,
        });
    }

    private void CheckClient(SignInRecord signIn, RelyingParty party, ClientData client)
    {
        if (client.Type != "webauthn.create")
        {
            throw ServiceException.InvalidParameter("The passkey was not made but used.");
        }

        UserPasskeys passkeys = signIn.User.KnownPasskeys;
        UserPasskeys.PendingRegistration pending = passkeys.Expected(client.Challenge, state.Clock.GetUtcNow())
            ?? throw new ServiceException("WebAuthnChallengeNotFoundException", "No registration of this challenge waits, or it waits no longer.");
        if (pending.Client != signIn.Client)
        {
            throw new ServiceException("WebAuthnClientMismatchException", "Another app client started the registration.");
        }

        passkeys.Forget(client.Challenge); // Each challenge is good for one answer.
        if (!party.Trusts(client))
        {
            throw new ServiceException("WebAuthnOriginNotAllowedException", $"Passkeys may not come from {client.Origin}.");
        }
    }

    private static void CheckAuthenticator(RelyingParty party, AuthenticatorData data)
    {
        if (!data.IsFor(party.Id))
        {
            throw new ServiceException("WebAuthnRelyingPartyMismatchException", $"The passkey does not belong to {party.Id}.");
        }

        if (!data.IsUserPresent || (party.RequiresUserVerification && !data.IsUserVerified))
        {
            throw NotSupported(data.IsUserPresent ? "The authenticator has not verified the user." : "The authenticator has not asked the user.");
        }
    }

    private static void Keep(EmulatedUserPool pool, EmulatedUser user, PasskeyAnswer made, EmulatedPasskey passkey)
    {
        if (!made.Attestation.Data.CredentialId.AsSpan().SequenceEqual(made.RawId))
        {
            throw ServiceException.InvalidParameter("The passkey has two different ids.");
        }

        if (pool.Directory.All.Any(other => other.KnownPasskeys.Find(passkey.CredentialId) is not null))
        {
            throw ServiceException.InvalidParameter("The passkey is registered already.");
        }

        if (user.KnownPasskeys.All.Count == UserPasskeys.Most)
        {
            throw new ServiceException("LimitExceededException", $"A user can have {UserPasskeys.Most} passkeys.");
        }

        user.KnownPasskeys.Add(passkey);
    }

    private static ServiceException NotSupported(string message) => new("WebAuthnCredentialNotSupportedException", message);
}
