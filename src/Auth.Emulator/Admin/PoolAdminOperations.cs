using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>CreateUserPool and CreateUserPoolClient. Signatures of administrators are not checked.</summary>
internal sealed class PoolAdminOperations(EmulatorState state)
{
    public IEnumerable<Operation> All() =>
    [
        new("CreateUserPool", [new Member("PoolName") { IsRequired = true, MinLength = 1, MaxLength = 128 }], CreatePool),
        new("CreateUserPoolClient", [Members.UserPoolId, .. ClientMembers], CreateClient),
    ];

    private static Member[] ClientMembers =>
    [
        new("ClientName") { IsRequired = true, MinLength = 1, MaxLength = 128 },
        new("AuthSessionValidity") { Minimum = 3, Maximum = 15 },
        new("PreventUserExistenceErrors") { Values = ["LEGACY", "ENABLED"] },
    ];

    private JsonObject CreatePool(OperationCall call)
    {
        EmulatedUserPool pool = state.AddPool(PoolRequest.Settings(call));
        UserPoolSettings settings = pool.Settings;
        var answer = new JsonObject
        {
            ["Id"] = pool.Id,
            ["Name"] = settings.Name,
            ["Arn"] = pool.Arn,
            ["Domain"] = pool.Domain,
            ["CreationDate"] = Shapes.Date(pool.CreatedAt),
            ["LastModifiedDate"] = Shapes.Date(pool.CreatedAt),
            ["AutoVerifiedAttributes"] = Shapes.Texts(settings.AutoVerifiedAttributes),
            ["UsernameAttributes"] = Shapes.Texts(settings.UsernameAttributes),
            ["AliasAttributes"] = Shapes.Texts(settings.AliasAttributes),
            ["MfaConfiguration"] = settings.Mfa.ToString().ToUpperInvariant(),
            ["Policies"] = new JsonObject { ["SignInPolicy"] = new JsonObject { ["AllowedFirstAuthFactors"] = Shapes.Texts(settings.AllowedFirstAuthFactors) } },
        };
        if (settings.DeviceConfiguration is { } devices)
        {
            answer["DeviceConfiguration"] = new JsonObject
            {
                ["ChallengeRequiredOnNewDevice"] = devices.ChallengeRequiredOnNewDevice,
                ["DeviceOnlyRememberedOnUserPrompt"] = devices.DeviceOnlyRememberedOnUserPrompt,
            };
        }

        return new JsonObject { ["UserPool"] = answer };
    }

    private JsonObject CreateClient(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        EmulatedAppClient client = AddClient(pool, ClientRequest.Settings(call));
        DateTimeOffset now = state.Clock.GetUtcNow();
        var answer = new JsonObject
        {
            ["UserPoolId"] = pool.Id,
            ["ClientName"] = client.Settings.Name,
            ["ClientId"] = client.Id,
            ["CreationDate"] = Shapes.Date(now),
            ["LastModifiedDate"] = Shapes.Date(now),
            ["ExplicitAuthFlows"] = Shapes.Texts(client.Settings.ExplicitAuthFlows),
            ["PreventUserExistenceErrors"] = client.Settings.PreventUserExistenceErrors,
            ["EnableTokenRevocation"] = client.Settings.EnableTokenRevocation,
            ["EnablePropagateAdditionalUserContextData"] = client.Settings.EnablePropagateAdditionalUserContextData,
            ["AuthSessionValidity"] = (int)client.Settings.AuthSessionValidity.TotalMinutes,
            ["CallbackURLs"] = Shapes.Texts(client.Settings.CallbackURLs),
            ["LogoutURLs"] = Shapes.Texts(client.Settings.LogoutURLs),
            ["AllowedOAuthFlows"] = Shapes.Texts(client.Settings.AllowedOAuthFlows),
            ["AllowedOAuthScopes"] = Shapes.Texts(client.Settings.AllowedOAuthScopes),
            ["AllowedOAuthFlowsUserPoolClient"] = client.Settings.AllowedOAuthFlows.Count > 0,
            ["SupportedIdentityProviders"] = Shapes.Texts(client.Settings.SupportedIdentityProviders ?? [BrowserSession.OwnUsers]),
        };
        if (client.ClientSecret is not null)
        {
            answer["ClientSecret"] = client.ClientSecret;
        }

        return new JsonObject { ["UserPoolClient"] = answer };
    }

    private static EmulatedAppClient AddClient(EmulatedUserPool pool, AppClientSettings settings)
    {
        try
        {
            return pool.AddClient(settings);
        }
        catch (ArgumentException contradiction)
        {
            throw ServiceException.InvalidParameter(contradiction.Message);
        }
    }
}
