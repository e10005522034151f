using Amazon;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;

namespace Amplify.Snippets;

/// <summary>The examples of the clients' and the emulator's own pages.</summary>
internal static class Others
{
    public static async Task ClientAsync(string token)
    {
        #region Snippet: clients
        using var client = new AmazonCognitoIdentityProviderClient(RegionEndpoint.EUWest1);
        GetUserResponse user = await client.GetUserAsync(new GetUserRequest { AccessToken = token });
        #endregion
    }

    public static void EmulatorOfAws(CognitoEmulator cognito, EmulatedUserPool pool, EmulatedAppClient client)
    {
        #region Snippet: emulator-aws
        EmulatedIdentityPool identities = cognito.AddIdentityPool();              // guests allowed; a role for them, one for users
        identities.AddUserPoolClient(client);                                     // its ID tokens are logins
        pool.AddGroup("admins", precedence: 1, identities.AddRole("admins").Arn);
        identities.SetRoleMapping(client, new RoleMapping { Type = RoleMappingType.Token });
        EmulatedOpenIdIssuer google = cognito.CreateOpenIdIssuer("https://accounts.google.com");
        string provider = identities.AddOpenIdProvider(google, audience: "app");  // the key of Logins
        string token = google.CreateToken("user-1", audience: "app");

        EmulatedBucket photos = cognito.AddBucket("photos");                      // S3 at cognito.Endpoint, path style
        EmulatedSignedApi api = cognito.AddSignedApi("execute-api");              // at api.Url: tells who signed the request
        EmulatedBearerApi other = cognito.AddBearerApi(pool);                     // at other.Url: takes access and ID tokens
        #endregion
    }

    public static async Task EmulatorAsync()
    {
        #region Snippet: emulator
        await using var cognito = await CognitoEmulator.StartAsync();             // a free port on 127.0.0.1 and ::1
        EmulatedUserPool pool = cognito.AddUserPool();
        EmulatedAppClient client = pool.AddClient();                              // public client, every flow allowed
        pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });

        // Point the client under test at cognito.Endpoint and give it cognito.Clock as its TimeProvider, then:
        string code = cognito.Outbox.LatestCode("ana");                           // what was "sent"
        cognito.Clock.Advance(TimeSpan.FromHours(1));                             // tokens are expired now, delays fire
        cognito.Faults.Add(new Fault { Operation = "InitiateAuth", Kind = FaultKind.Cut, Phase = FaultPhase.After, Times = 1 });
        int refreshes = cognito.Requests.Count("GetTokensFromRefreshToken");      // what really went over the wire
        #endregion
    }
}
