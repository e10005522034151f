using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>The answer to a password verifier's challenge: which exchange it belongs to, and the signature that only someone with the secret can make.</summary>
internal sealed class SrpProof
{
    private readonly string _timestamp;
    private readonly string _signature;

    private SrpProof(string username, string secretBlock, string timestamp, string signature)
    {
        Username = username;
        SecretBlock = secretBlock;
        _timestamp = timestamp;
        _signature = signature;
    }

    public string Username { get; }

    public string SecretBlock { get; }

    /// <exception cref="ServiceException">A part is missing.</exception>
    public static SrpProof Read(SignInParameters responses) => new(
        responses.Required("USERNAME"),
        responses.Required("PASSWORD_CLAIM_SECRET_BLOCK"),
        responses.Required("TIMESTAMP"),
        responses.Required("PASSWORD_CLAIM_SIGNATURE"));

    /// <summary>Whether the signature is right and of now.</summary>
    public bool Proves(SrpHandshake handshake, EmulatorState state)
    {
        bool timely = SrpTimestamp.TryParse(_timestamp, out DateTimeOffset sent) && (sent - state.Clock.GetUtcNow()).Duration() <= state.Unsettled.SrpClockSkew;
        byte[] claimed = new byte[HMACSHA256.HashSizeInBytes];
        return timely
            && Convert.TryFromBase64String(_signature, claimed, out int length)
            && CryptographicOperations.FixedTimeEquals(claimed.AsSpan(0, length), handshake.ExpectedSignature(_timestamp));
    }
}
