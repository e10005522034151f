using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>WEB_AUTHN: the user signs in with a passkey (WebAuthn Level 3, §7.2). The caller holds the pool's gate.</summary>
internal static class PasskeySignIn
{
    private const int ChallengeBytes = 32;

    /// <summary>The passkeys a user can sign in with now.</summary>
    public static IReadOnlyList<EmulatedPasskey> Usable(EmulatedUserPool pool, EmulatedUser user) => user.KnownPasskeys.For(pool.Factors.WebAuthn.RelyingPartyId);

    /// <summary>What the challenge asks of an authenticator, and the challenge itself.</summary>
    public static (JsonObject Parameters, string Challenge) Ask(SignInAttempt attempt)
    {
        RelyingParty party = RelyingParty.Of(attempt.Pool);
        string challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var options = new JsonObject
        {
            ["challenge"] = challenge,
            ["timeout"] = 180000,
            ["rpId"] = party.Id,
            ["allowCredentials"] = RelyingParty.Describe(Usable(attempt.Pool, attempt.User)),
            ["userVerification"] = party.UserVerification,
        };
        return (new JsonObject { ["CREDENTIAL_REQUEST_OPTIONS"] = options.ToJsonString() }, challenge);
    }

    /// <summary>Judges the answer; a wrong one ends the attempt.</summary>
    public static JsonObject Answer(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        var used = PasskeyAnswer.Read(responses.Required("CREDENTIAL"));
        (ClientData client, AuthenticatorData data) = (used.Client, used.Authenticator);
        byte[] signature = used.Signature;
        byte[]? handle = used.UserHandle;
        session.Used = true;
        RelyingParty party = RelyingParty.Of(attempt.Pool);
        EmulatedPasskey? passkey = Usable(attempt.Pool, attempt.User).FirstOrDefault(passkey => passkey.CredentialId == used.Id);
        bool genuine = passkey is not null
            && client.Type == "webauthn.get"
            && client.Challenge == session.Content.PasskeyChallenge
            && (attempt.PageOrigin is { } page ? RelyingParty.TrustsPage(client, page) : party.Trusts(client))
            && data.IsFor(party.Id)
            && data.IsUserPresent
            && (data.IsUserVerified || !party.RequiresUserVerification)
            && (handle is null || handle.AsSpan().SequenceEqual(attempt.User.PasskeyHandle))
            && passkey.Key.Verifies([.. data.Raw, .. client.Hash], signature)
            && HasCountedOn(passkey, data.SignCount);
        if (!genuine)
        {
            throw ServiceException.WrongPassword();
        }

        passkey!.SignCount = data.SignCount;
        return FirstFactors.Passed(attempt, session);
    }

    // A counter that stands still or goes back tells of a copy, unless the authenticator does not count at all.
    private static bool HasCountedOn(EmulatedPasskey passkey, uint count) => count > passkey.SignCount || (count == 0 && passkey.SignCount == 0);
}
