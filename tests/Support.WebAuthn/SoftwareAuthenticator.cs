using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>
/// A passkey authenticator and the browser before it, in software: takes and gives the JSON of WebAuthn Level 3. Test projects link this folder's files; it needs nothing but the framework.
/// Everything it says can be falsified, to see that the other side looks.
/// </summary>
internal sealed class SoftwareAuthenticator
{
    public const int Es256 = -7;
    public const int Rs256 = -257;
    private readonly List<SoftwareCredential> _credentials = [];

    /// <summary>The credentials made so far, oldest first.</summary>
    public IReadOnlyList<SoftwareCredential> Credentials => _credentials;

    /// <summary>What the browser says the page is.</summary>
    public string Origin { get; set; } = "https://localhost";

    /// <summary>Whether the browser says the page was embedded in another one's.</summary>
    public bool CrossOrigin { get; set; }

    /// <summary>Makes keys of this kind, if the options allow it.</summary>
    public int Algorithm { get; set; } = Es256;

    /// <summary>The attestation: <c>none</c> or <c>packed</c> (signed with the new key).</summary>
    public string AttestationFormat { get; set; } = "none";

    public bool UserPresent { get; set; } = true;

    public bool UserVerified { get; set; } = true;

    /// <summary>By how much the signature counter goes on with each use; 0 for authenticators that do not count.</summary>
    public int CounterStep { get; set; } = 1;

    /// <summary>Says another relying party than the options do.</summary>
    public string? FalseRelyingParty { get; set; }

    /// <summary>Says another type of client data than the call is.</summary>
    public string? FalseType { get; set; }

    /// <summary>Says another challenge than the options do.</summary>
    public string? FalseChallenge { get; set; }

    /// <summary>Answers for another user.</summary>
    public byte[]? FalseUserHandle { get; set; }

    /// <summary>Signs with this key in place of the right one.</summary>
    public SoftwareKey? FalseKey { get; set; }

    /// <summary>Says another kind of key in the attestation than it made.</summary>
    public int? FalseAlgorithm { get; set; }

    /// <summary>Goes into the attestation statement: CBOR keys and values in turn.</summary>
    public byte[][] MoreStatement { get; set; } = [];

    /// <summary>Goes behind the attestation.</summary>
    public byte[] AfterAttestation { get; set; } = [];

    /// <summary>Flags set beside those that follow from the rest (0x08 backup eligible, 0x10 backed up, 0x80 extensions).</summary>
    public byte MoreFlags { get; set; }

    /// <summary>Goes into the authenticator data at its end.</summary>
    public byte[] MoreData { get; set; } = [];

    /// <summary>Makes a credential: PublicKeyCredentialCreationOptionsJSON in, RegistrationResponseJSON out.</summary>
    public JsonObject Create(JsonObject options)
    {
        if (!options["pubKeyCredParams"]!.AsArray().Any(kind => (int)kind!["alg"]! == Algorithm))
        {
            throw new InvalidOperationException($"The service does not take keys of kind {Algorithm}.");
        }

        var credential = new SoftwareCredential((string)options["rp"]!["id"]!, Base64Url.DecodeFromChars((string)options["user"]!["id"]!), SoftwareKey.Create(Algorithm));
        if (options["excludeCredentials"] is JsonArray excluded && excluded.Any(known => _credentials.Any(own => own.IdText == (string?)known!["id"])))
        {
            throw new InvalidOperationException("InvalidStateError: the authenticator has a credential for this user already.");
        }

        _credentials.Add(credential);
        byte[] clientData = ClientData("webauthn.create", (string)options["challenge"]!);
        byte[] data = AuthenticatorData(credential, attested: true);
        var statement = new List<byte[]>();
        if (AttestationFormat == "packed")
        {
            byte[] signature = (FalseKey ?? credential.Key).Sign([.. data, .. SHA256.HashData(clientData)]);
            statement.AddRange([Cbor.Text("alg"), Cbor.Number(FalseAlgorithm ?? Algorithm), Cbor.Text("sig"), Cbor.Bytes(signature)]);
        }

        statement.AddRange(MoreStatement);
        byte[] attestation = Cbor.Map(Cbor.Text("fmt"), Cbor.Text(AttestationFormat), Cbor.Text("attStmt"), Cbor.Map([.. statement]), Cbor.Text("authData"), Cbor.Bytes(data));
        return Answer(credential, new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["attestationObject"] = Base64Url.EncodeToString([.. attestation, .. AfterAttestation]),
            ["transports"] = new JsonArray("internal"),
            ["publicKeyAlgorithm"] = Algorithm,
            ["authenticatorData"] = Base64Url.EncodeToString(data),
        });
    }

    /// <summary>Uses a credential: PublicKeyCredentialRequestOptionsJSON in, AuthenticationResponseJSON out.</summary>
    /// <exception cref="InvalidOperationException">It has none that the options allow.</exception>
    public JsonObject Get(JsonObject options)
    {
        IEnumerable<string> allowed = options["allowCredentials"]?.AsArray().Select(known => (string)known!["id"]!) ?? [];
        SoftwareCredential credential = _credentials.Find(own => own.RelyingPartyId == (string?)options["rpId"] && (!allowed.Any() || allowed.Contains(own.IdText)))
            ?? throw new InvalidOperationException("NotAllowedError: no credential fits.");
        return Use(credential, (string)options["challenge"]!);
    }

    /// <summary>Uses a credential whether the options allow it or not.</summary>
    public JsonObject Use(SoftwareCredential credential, string challenge)
    {
        credential.Counter = (uint)(credential.Counter + CounterStep);
        byte[] clientData = ClientData("webauthn.get", challenge);
        byte[] data = AuthenticatorData(credential, attested: false);
        return Answer(credential, new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString((FalseKey ?? credential.Key).Sign([.. data, .. SHA256.HashData(clientData)])),
            ["userHandle"] = Base64Url.EncodeToString(FalseUserHandle ?? credential.UserHandle),
        });
    }

    private static JsonObject Answer(SoftwareCredential credential, JsonObject response) => new()
    {
        ["id"] = credential.IdText,
        ["rawId"] = credential.IdText,
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, string challenge) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = FalseType ?? type,
        ["challenge"] = FalseChallenge ?? challenge,
        ["origin"] = Origin,
        ["crossOrigin"] = CrossOrigin,
    }.ToJsonString());

    private byte[] AuthenticatorData(SoftwareCredential credential, bool attested)
    {
        byte flags = (byte)((UserPresent ? 0x01 : 0) | (UserVerified ? 0x04 : 0) | (attested ? 0x40 : 0) | MoreFlags);
        byte[] counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, credential.Counter);
        byte[] party = SHA256.HashData(Encoding.UTF8.GetBytes(FalseRelyingParty ?? credential.RelyingPartyId));
        byte[] made = attested ? [.. new byte[16], 0, (byte)credential.Id.Length, .. credential.Id, .. credential.Key.ToCose()] : [];
        return [.. party, flags, .. counter, .. made, .. MoreData];
    }
}
