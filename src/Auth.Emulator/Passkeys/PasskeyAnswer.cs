using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What an authenticator answered, in the JSON of WebAuthn Level 3 (§5.1): RegistrationResponseJSON or AuthenticationResponseJSON.</summary>
internal sealed class PasskeyAnswer
{
    private readonly OperationCall _credential;
    private readonly OperationCall _response;

    private PasskeyAnswer(JsonObject credential)
    {
        _credential = new OperationCall(credential);
        _response = _credential.Part("response");
    }

    /// <summary>The id of the credential, base64url.</summary>
    public string Id => Base64Url.EncodeToString(RawId);

    public byte[] RawId => Bytes(_credential, "rawId");

    public string? Attachment => _credential.Optional("authenticatorAttachment");

    public IReadOnlyList<string> Transports => _response.Texts("transports") ?? [];

    public ClientData Client => field ??= Parse(() => ClientData.Read(Bytes(_response, "clientDataJSON")));

    /// <summary>With a new credential.</summary>
    public Attestation Attestation => field ??= Parse(() => Attestation.Read(Bytes(_response, "attestationObject")));

    /// <summary>With the use of one.</summary>
    public AuthenticatorData Authenticator => field ??= Parse(() => AuthenticatorData.Read(Bytes(_response, "authenticatorData")));

    public byte[] Signature => Bytes(_response, "signature");

    public byte[]? UserHandle => _response.Optional("userHandle") is null ? null : Bytes(_response, "userHandle");

    /// <exception cref="ServiceException">It is no credential.</exception>
    public static PasskeyAnswer Read(JsonObject credential)
    {
        var answer = new PasskeyAnswer(credential);
        return answer._credential.Optional("type") == "public-key" && answer._credential.Optional("id") == answer.Id
            ? answer
            : throw ServiceException.InvalidParameter("The credential is no passkey.");
    }

    /// <summary>Reads the JSON text in which RespondToAuthChallenge brings it.</summary>
    /// <exception cref="ServiceException">It is no credential.</exception>
    public static PasskeyAnswer Read(string credential)
    {
        try
        {
            return Read(JsonNode.Parse(credential) as JsonObject ?? throw ServiceException.InvalidParameter("The credential is no object."));
        }
        catch (JsonException)
        {
            throw ServiceException.InvalidParameter("The credential is no JSON.");
        }
    }

    /// <summary>Reads a part; what is wrong with it is told as the service tells a bad parameter.</summary>
    /// <exception cref="ServiceException">It does not follow the form.</exception>
    public T Parse<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or CborContentException or InvalidOperationException or OverflowException)
        {
            throw ServiceException.InvalidParameter($"The passkey of type {_credential.Optional("type")} is malformed: {malformed.Message}");
        }
    }

    private byte[] Bytes(OperationCall part, string name)
    {
        string text = part.Optional(name) ?? throw ServiceException.MissingParameter(name);
        return Parse(() => Base64Url.DecodeFromChars(text));
    }
}
