using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>New tokens for a refresh token, by either operation.</summary>
internal sealed class RefreshFlow(EmulatorState state)
{
    /// <summary>InitiateAuth with REFRESH_TOKEN_AUTH.</summary>
    public JsonObject InitiateAuth(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string token = parameters.Required("REFRESH_TOKEN");
        lock (client.Pool.Gate)
        {
            RefreshTokenRecord? record = client.Pool.Tokens.FindRefreshToken(token);
            EmulatedUser? user = record?.SignIn.User;
            client.CheckSecretHash(parameters.SecretHash, user?.Username ?? "", user?.Sub ?? "");
            return Refresh(client, record, parameters.DeviceKey, RequestContext.Of(client, call));
        }
    }

    /// <summary>GetTokensFromRefreshToken, which takes the secret itself.</summary>
    public JsonObject GetTokens(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        if (!client.HasSecret(call.Optional("ClientSecret")))
        {
            throw client.WrongSecretHash();
        }

        lock (client.Pool.Gate)
        {
            RefreshTokenRecord? record = client.Pool.Tokens.FindRefreshToken(call.Text("RefreshToken"));
            JsonObject answer = Refresh(client, record, call.Optional("DeviceKey"), RequestContext.Of(client, call));
            answer.Remove("ChallengeParameters");
            return answer;
        }
    }

    /// <summary>The AuthenticationResult for a client that has proved itself at the token endpoint.</summary>
    public JsonObject AtTokenEndpoint(EmulatedAppClient client, string token)
    {
        lock (client.Pool.Gate)
        {
            JsonObject answer = Refresh(client, client.Pool.Tokens.FindRefreshToken(token), deviceKey: null, new RequestContext(client.Pool, client, RequestContext.NoMetadata));
            return answer["AuthenticationResult"]!.AsObject();
        }
    }

    private JsonObject Refresh(EmulatedAppClient client, RefreshTokenRecord? token, string? deviceKey, RequestContext context)
    {
        if (token is null || token.SignIn.Client != client)
        {
            throw ServiceException.NotAuthorized("Invalid Refresh Token.");
        }

        CheckUser(client.Pool, token.SignIn.User);
        CheckDevice(token.SignIn.Device, deviceKey);
        if (state.Clock.GetUtcNow() >= token.SignIn.RefreshExpiresAt)
        {
            throw ServiceException.NotAuthorized("Refresh Token has expired");
        }

        if (token.SignIn.Revoked)
        {
            throw ServiceException.NotAuthorized("Refresh Token has been revoked");
        }

        CheckReuse(client, token);
        return new JsonObject { ["AuthenticationResult"] = client.Pool.Tokens.Refresh(token, context), ["ChallengeParameters"] = new JsonObject() };
    }

    private static void CheckUser(EmulatedUserPool pool, EmulatedUser user)
    {
        if (!pool.Directory.Contains(user))
        {
            throw ServiceException.UserNotFound();
        }

        if (!user.Enabled)
        {
            throw ServiceException.NotAuthorized("User is disabled.");
        }
    }

    /// <summary>A token that was issued to a device is refreshed by that device only. The refusal looks like that of a token nobody knows.</summary>
    private void CheckDevice(EmulatedDevice? device, string? key)
    {
        bool binds = device is not null && (device.IsConfirmed || state.Unsettled.UnconfirmedDeviceBindsRefresh);
        if (binds && (device!.Key != key || (device.IsForgotten && state.Unsettled.ForgettingDeviceEndsRefresh)))
        {
            throw ServiceException.NotAuthorized("Invalid Refresh Token.");
        }
    }

    private void CheckReuse(EmulatedAppClient client, RefreshTokenRecord token)
    {
        if (token.ReplacedAt is not { } replacedAt)
        {
            return;
        }

        TimeSpan grace = client.Settings.RefreshTokenRotation?.GracePeriod ?? TimeSpan.Zero;
        if (state.Clock.GetUtcNow() < replacedAt + grace)
        {
            return;
        }

        token.SignIn.Revoked |= state.Unsettled.ReuseRevokesFamily;
        throw new ServiceException("RefreshTokenReuseException", state.Unsettled.RefreshTokenReuseMessage);
    }
}
