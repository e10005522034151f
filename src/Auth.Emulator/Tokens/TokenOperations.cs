using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Operations that a token opens: GetTokensFromRefreshToken, RevokeToken, GetUser, GlobalSignOut.</summary>
internal sealed class TokenOperations(EmulatorState state)
{
    private readonly AccessTokens _accessTokens = new(state);
    private readonly RefreshFlow _refresh = new(state);

    public IEnumerable<Operation> All() =>
    [
        new("GetTokensFromRefreshToken", [Members.RefreshToken, Members.ClientId, Members.ClientSecret, Members.DeviceKey], _refresh.GetTokens),
        new("RevokeToken", [Members.Token, Members.ClientId, Members.ClientSecret], Revoke),
        new("GetUser", [Members.AccessToken], GetUser),
        new("GlobalSignOut", [Members.AccessToken], GlobalSignOut),
    ];

    private JsonObject Revoke(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        string token = call.Text("Token");
        if (!client.HasSecret(call.Optional("ClientSecret")))
        {
            throw Unauthorized("Invalid client secret");
        }

        if (!client.Settings.EnableTokenRevocation)
        {
            throw new ServiceException("UnsupportedOperationException", "Token revocation is not enabled for this client. Enable token revocation to use this operation.");
        }

        if (token.Count(c => c == '.') == 2)
        {
            throw new ServiceException("UnsupportedTokenTypeException", "Unsupported token type");
        }

        lock (client.Pool.Gate)
        {
            // A token nobody knows has nothing to revoke (RFC 7009 §2.2).
            if (client.Pool.Tokens.FindRefreshToken(token) is { } record)
            {
                record.SignIn.Revoked = record.SignIn.Client == client ? true : throw Unauthorized("The token was not issued to this client");
            }
        }

        return [];
    }

    private JsonObject GetUser(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        EmulatedUser user = signIn.User;
        lock (signIn.Client.Pool.Gate)
        {
            var answer = new JsonObject
            {
                ["Username"] = user.Username,
                ["UserAttributes"] = Shapes.UserAttributes(user, signIn.Client.Settings.CanRead),
            };
            Shapes.AddMfa(answer, user);
            return answer;
        }
    }

    private JsonObject GlobalSignOut(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        lock (signIn.Client.Pool.Gate)
        {
            signIn.Client.Pool.Tokens.RevokeAll(signIn.User);
        }

        return [];
    }

    private static ServiceException Unauthorized(string message) => new("UnauthorizedException", message);
}
