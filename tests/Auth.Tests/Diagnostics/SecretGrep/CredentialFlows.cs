using Amazon.Runtime;
using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>AWS credentials: of users, guests, other providers' users and an API's callers, by both flows; refused and renewed.</summary>
internal static class CredentialFlows
{
    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A guest, then a user, then a guest again", GuestsAsync),
        new("The basic flow with a role", BasicAsync),
        new("A role the application chooses badly", BadRoleAsync),
        new("Another provider's token: signed in, renewed, refused", FederatedAsync),
        new("A developer's user whose token has ended", DeveloperAsync),
        new("Tokens that are taken over, and an API that acts for its caller", CallersAsync),
        new("Credentials refused: throttled, broken, misconfigured", RefusedAsync),
    ];

    private static async Task GuestsAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Auth auth = world.NewAuth(client, world.WithIdentityPool(client));

        Take(world, await auth.CurrentCredentialsAsync());
        await Flows.SignInAsync(world, auth);
        Take(world, await auth.CurrentCredentialsAsync());
        Take(world, auth.AWSCredentials.GetCredentials());
        Take(world, await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true }));
        world.Take(await auth.SignOutAsync());
        Take(world, await auth.AWSCredentials.GetCredentialsAsync());
    }

    private static async Task BasicAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        EmulatedIdentityPool pool = world.Cognito.AddIdentityPool(new IdentityPoolSettings { AllowClassicFlow = true });
        pool.AddUserPoolClient(client);
        Auth auth = world.NewAuth(client, o => (o.IdentityPoolId, o.AuthenticatedRoleArn) = (pool.Id, pool.AuthenticatedRole!.Arn));
        await Flows.SignInAsync(world, auth);

        Take(world, await auth.CurrentCredentialsAsync());
    }

    private static async Task BadRoleAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        EmulatedIdentityPool pool = world.Cognito.AddIdentityPool(new IdentityPoolSettings { AllowClassicFlow = true });
        pool.AddUserPoolClient(client);
        Auth auth = world.NewAuth(client, o => (o.IdentityPoolId, o.AuthenticatedRoleArn) = (pool.Id, pool.UnauthenticatedRole!.Arn));
        await Flows.SignInAsync(world, auth);

        await world.FailsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
        await world.FailsAsync<AmazonClientException>(() => auth.AWSCredentials.GetCredentialsAsync());
    }

    private static async Task FederatedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        EmulatedIdentityPool pool = world.Cognito.AddIdentityPool();
        EmulatedOpenIdIssuer issuer = world.Cognito.CreateOpenIdIssuer("https://login.example.com");
        string provider = pool.AddOpenIdProvider(issuer, "app");
        string NewToken() => world.Known.Add("other provider's token", issuer.CreateToken("ana", "app", TimeSpan.FromMinutes(30)));
        Auth auth = world.NewAuth(client, o => o.IdentityPoolId = pool.Id, refresher: (context, _) =>
        {
            world.Capture.Add(Channel.Result, "context", $"{context} {context.Expired}");
            return new(FederatedToken.Oidc(provider, NewToken()));
        });

        world.Take(await auth.FederatedSignInAsync(FederatedToken.Oidc(provider, NewToken(), world.Clock.GetUtcNow().AddMinutes(30))));
        Take(world, await auth.CurrentCredentialsAsync());
        world.Clock.Advance(TimeSpan.FromHours(2));
        Take(world, await auth.CurrentCredentialsAsync());
        await world.FailsAsync<AuthException>(() => auth.GetAccessTokenAsync().AsTask());
        world.Take(await auth.SignOutAsync());
        string forged = world.Known.Add("forged token", $"{NewToken()[..^4]}AAAA");
        await world.FailsAsync<AuthException>(() => auth.FederatedSignInAsync(FederatedToken.Oidc(provider, forged)));
    }

    private static async Task DeveloperAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        EmulatedIdentityPool pool = world.Cognito.AddIdentityPool();
        pool.AddProvider("graph.facebook.com", token => new FederatedUser { UserId = token[^4..] });
        Auth auth = world.NewAuth(client, o => o.IdentityPoolId = pool.Id);
        string token = world.Known.Add("access token of another provider", $"EAAB{Guid.NewGuid():N}");

        world.Take(await auth.FederatedSignInAsync(FederatedToken.Facebook(token, world.Clock.GetUtcNow().AddHours(1))));
        world.Clock.Advance(TimeSpan.FromHours(2));

        await world.FailsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
    }

    private static async Task CallersAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Action<AuthOptions> options = world.WithIdentityPool(client);
        Auth auth = world.NewAuth(client, options);
        await Flows.SignInAsync(world, auth);
        AuthTokens tokens = (await auth.CurrentSessionAsync()).Tokens!;
        AuthFactory factory = world.NewFactory(client, options);

        SignInResult adopted = world.Take(await factory.Create(world.NewSessionKey(), DeviceProfileKey.New()).AdoptTokensAsync(new AdoptedTokens { IdToken = tokens.IdToken, AccessToken = tokens.AccessToken }));
        Assert.That(adopted.IsSignedIn);
        Take(world, await factory.GetCredentialsForAsync(tokens.IdToken.Reveal()));
        Take(world, factory.CredentialsFor(tokens.IdToken.Reveal()).GetCredentials());
        await world.FailsAsync<AmazonClientException>(() => factory.CredentialsFor(tokens.AccessToken.Reveal()).GetCredentialsAsync());
        await world.FailsAsync<AuthException>(() => factory.Create(world.NewSessionKey()).AdoptTokensAsync(new AdoptedTokens { IdToken = tokens.AccessToken, AccessToken = tokens.IdToken }));
    }

    private static async Task RefusedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        foreach (FaultKind kind in new[] { FaultKind.Throttle, FaultKind.Garbage, FaultKind.Cut })
        {
            Auth auth = world.NewAuth(client, world.WithIdentityPool(client));
            using (world.Cognito.Faults.Add(new Fault { Operation = "GetCredentialsForIdentity", Kind = kind }))
            {
                await world.FailsAsync<AuthException>(() => auth.CurrentCredentialsAsync().AsTask());
                await world.FailsAsync<AmazonClientException>(() => auth.AWSCredentials.GetCredentialsAsync());
            }
        }

        Auth unconfigured = world.NewAuth(client);
        await world.FailsAsync<AuthException>(() => unconfigured.CurrentCredentialsAsync().AsTask());
        Auth strangers = world.NewAuth(client, o => o.IdentityPoolId = world.Cognito.AddIdentityPool().Id);
        await Flows.SignInAsync(world, strangers);
        await world.FailsAsync<AuthException>(() => strangers.CurrentCredentialsAsync().AsTask());
    }

    private static void Take(FlowWorld world, SessionCredentials credentials)
    {
        world.Capture.Add(Channel.Result, "credentials", $"{credentials} {credentials.SecretAccessKey} {credentials.SessionToken}");
        world.Known.Add("secret access key", credentials.SecretAccessKey.Reveal());
        world.Known.Add("session token", credentials.SessionToken.Reveal());
    }

    private static void Take(FlowWorld world, ImmutableCredentials credentials)
    {
        world.Known.Add("secret access key", credentials.SecretKey);
        world.Known.Add("session token", credentials.Token);
    }
}
