using System.Globalization;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>StartWebAuthnRegistration, CompleteWebAuthnRegistration, ListWebAuthnCredentials and DeleteWebAuthnCredential.</summary>
internal sealed class PasskeyOperations(EmulatorState state)
{
    private const int LongestPage = 20;
    private readonly AccessTokens _accessTokens = new(state);
    private readonly PasskeyRegistration _registration = new(state);

    public IEnumerable<Operation> All() =>
    [
        new("StartWebAuthnRegistration", [Members.AccessToken], Own(Start)),
        new("CompleteWebAuthnRegistration", [Members.AccessToken, Members.Given("Credential")], Own(Complete)),
        new("ListWebAuthnCredentials", [Members.AccessToken, new Member("MaxResults") { Minimum = 0, Maximum = LongestPage }, new Member("NextToken") { MinLength = 1, Pattern = "[\\S]+" }], Own(List)),
        new("DeleteWebAuthnCredential", [Members.AccessToken, Members.Given("CredentialId")], Own(Delete)),
    ];

    private JsonObject Start(SignInRecord signIn, OperationCall call) => new() { ["CredentialCreationOptions"] = _registration.Start(signIn) };

    private JsonObject Complete(SignInRecord signIn, OperationCall call)
    {
        _registration.Complete(signIn, call.Part("Credential").Body);
        return [];
    }

    private static JsonObject List(SignInRecord signIn, OperationCall call)
    {
        IReadOnlyList<EmulatedPasskey> all = signIn.User.KnownPasskeys.All;
        int from = Start(call.Optional("NextToken"));
        int size = call.Number("MaxResults") is > 0 and var limit ? limit : LongestPage;
        var answer = new JsonObject { ["Credentials"] = new JsonArray([.. all.Skip(from).Take(size).Select(Describe)]) };
        if (from + size < all.Count)
        {
            answer["NextToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private static JsonObject Delete(SignInRecord signIn, OperationCall call) =>
        signIn.User.KnownPasskeys.Remove(call.Text("CredentialId")) ? [] : throw ServiceException.ResourceNotFound("The passkey does not exist.");

    private static JsonObject Describe(EmulatedPasskey passkey)
    {
        var description = new JsonObject
        {
            ["CredentialId"] = passkey.CredentialId,
            ["FriendlyCredentialName"] = "Passkey",
            ["RelyingPartyId"] = passkey.RelyingPartyId,
            ["AuthenticatorTransports"] = Shapes.Texts(passkey.Transports),
            ["CreatedAt"] = Shapes.Date(passkey.CreatedAt),
        };
        if (passkey.AuthenticatorAttachment is { } attachment)
        {
            description["AuthenticatorAttachment"] = attachment;
        }

        return description;
    }

    private static int Start(string? token) => token is null ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int from) ? from
        : throw ServiceException.InvalidParameter("Invalid pagination token.");

    private Func<OperationCall, JsonObject> Own(Func<SignInRecord, OperationCall, JsonObject> act) => call =>
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        lock (signIn.Client.Pool.Gate)
        {
            return act(signIn, call);
        }
    };
}
