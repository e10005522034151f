using Amplify.Emulator;
using Amplify.Sessions;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Sessions: renewed, forced, shared, ended, unreadable.</summary>
internal static class SessionFlows
{
    private static readonly TimeSpan _pastExpiry = TimeSpan.FromMinutes(61);

    public static IReadOnlyList<Flow> All { get; } =
    [
        new("A refresh without rotation", world => RefreshAsync(world, new AppClientSettings())),
        new("A refresh with rotation", world => RefreshAsync(world, new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() })),
        new("A refresh with rotation and a client secret", world => RefreshAsync(world, new AppClientSettings { GenerateSecret = true, RefreshTokenRotation = new RefreshTokenRotation() })),
        new("A refresh by InitiateAuth with a client secret", world => RefreshAsync(world, new AppClientSettings { GenerateSecret = true }, RefreshVia.InitiateAuth)),
        new("A session that the service ends", EndedAsync),
        new("A sign-out, and a token asked for after it", SignOutAsync),
        new("A sign-out of all devices with expired tokens, and one that is refused", GlobalSignOutAsync),
        new("Many users of one engine, their keys, and the end of all their sessions", FactoryAsync),
        new("A restart over the same store, and one with another key", UnreadableAsync),
        new("A damaged store", DamagedAsync),
        new("A store that fails", BrokenStoreAsync),
        new("A handler of Changed that throws", ThrowingHandlerAsync),
        new("A configuration with a secret in the wrong place", MisconfiguredAsync),
    ];

    private static async Task RefreshAsync(FlowWorld world, AppClientSettings settings, RefreshVia via = RefreshVia.Auto)
    {
        Auth auth = await Flows.SignedInAsync(world, settings, options => options.RefreshVia = via);
        string before = await auth.GetAccessTokenAsync();

        AuthSession forced = world.Take(await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true, ClientMetadata = new Dictionary<string, string> { ["trace"] = world.Known.Add("client metadata", Guid.NewGuid().ToString("N")) } }));
        world.Clock.Advance(_pastExpiry);
        AuthSession silent = world.Take(await auth.CurrentSessionAsync());

        Assert.That(silent.IsSignedIn && forced.IsSignedIn);
        Assert.That(new[] { before, forced.Tokens!.AccessToken.Reveal(), silent.Tokens!.AccessToken.Reveal() }, Is.Unique);
    }

    private static async Task EndedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        Auth auth = world.NewAuth(client);
        await Flows.SignInAsync(world, auth);
        client.Pool.FindUser(world.Username)!.Disable();
        world.Clock.Advance(_pastExpiry);

        AuthSession ended = world.Take(await auth.CurrentSessionAsync());

        Assert.That((ended.State, ended.EndReason), Is.EqualTo((AuthSessionState.SignedOut, (SessionEndReason?)SessionEndReason.UserDisabled)));
        await world.FailsAsync<SignInRequiredException>(() => auth.GetAccessTokenAsync().AsTask());
    }

    private static async Task GlobalSignOutAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world, new AppClientSettings { GenerateSecret = true });
        world.Clock.Advance(_pastExpiry);
        Assert.That(world.Take(await auth.SignOutAsync(new SignOutOptions { Global = true })).IsComplete, Is.True, "the tokens are renewed for it");

        await Flows.SignInAsync(world, auth);
        using FaultHandle refused = world.Cognito.Faults.Add(new Fault { Kind = FaultKind.ServiceError, ErrorCode = "NotAuthorizedException", ErrorMessage = "Not now." });
        SignOutResult told = world.Take(await auth.SignOutAsync(new SignOutOptions { Global = true }));
        world.Capture.Add(Channel.Result, "sign-out", $"{told.Global} {told.Global.Error} {told.Revocation.Error}");
        Assert.That(told.IsComplete, Is.False);
    }

    private static async Task SignOutAsync(FlowWorld world)
    {
        Auth auth = await Flows.SignedInAsync(world);
        SignOutResult result = world.Take(await auth.SignOutAsync());

        Assert.That(result.IsComplete, Is.True);
        Assert.That(world.Take(await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
        await world.FailsAsync<SignInRequiredException>(() => auth.GetIdTokenAsync().AsTask());
        await auth.DisposeAsync();
        await world.FailsAsync<ObjectDisposedException>(() => auth.GetIdTokenAsync().AsTask());
    }

    private static async Task FactoryAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        AuthFactory factory = world.NewFactory(client);
        factory.Changed += (_, change) => world.Capture.Add(Channel.Result, "event", $"{change} {change.SessionKey} {change.Session}");

        SignInResult result = await Flows.SignInAsync(world, factory.Create(world.NewSessionKey()));
        IAuth user = factory.Create(result.SessionKey!);
        world.Take(await user.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }));
        Assert.That(await factory.EndSessionsAsync(result.Session!.User!.UserId), Is.EqualTo(1));
        Assert.That(world.Take(await user.CurrentSessionAsync()).HasUser, Is.False);
        await world.FailsAsync<FormatException>(() => Task.FromResult(SessionKey.Parse(world.Known.Add("false session key", "this-is-no-key-!"))));
    }

    private static async Task UnreadableAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        await Flows.SignInAsync(world, world.NewAuth(client));
        Assert.That(world.Take(await world.NewAuth(client).CurrentSessionAsync()).Source, Is.EqualTo(SessionSource.Store));

        world.Protector = FlowWorld.NewProtector();
        Auth stranger = world.NewAuth(client);

        AuthException unreadable = await world.FailsAsync<AuthException>(() => stranger.CurrentSessionAsync().AsTask());
        Assert.That(unreadable.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
    }

    private static async Task DamagedAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient();
        await Flows.SignInAsync(world, world.NewAuth(client));

        // The right key over the wrong text: what is inside is read, and must not come out in the complaint.
        world.Store = new ScriptedStore(world.Store) { Damaged = $"{{\"sub\":\"s\",\"access\":\"{world.Known.Add("stored token", "eyJ-a-token-that-must-not-show")}\",\"refresh\":oops" };
        world.Protector = new PlainProtector();

        AuthException unreadable = await world.FailsAsync<AuthException>(() => world.NewAuth(client).CurrentSessionAsync().AsTask());
        Assert.That(unreadable.Reason, Is.EqualTo(AuthErrorReason.StoreUnreadable));
    }

    private static async Task BrokenStoreAsync(FlowWorld world)
    {
        var store = new ScriptedStore(world.Store);
        world.Store = store;
        // Kept in memory over the jump, or there would be nothing to go on with while the store is away.
        Auth auth = await Flows.SignedInAsync(world, options: o => o.IdleEviction = TimeSpan.FromDays(1));
        store.Fails = true;

        world.Clock.Advance(_pastExpiry);
        AuthSession offline = world.Take(await auth.CurrentSessionAsync());
        Assert.That(offline.Error?.Reason, Is.EqualTo(AuthErrorReason.StoreUnavailable));
        await world.FailsAsync<AuthException>(() => auth.GetAccessTokenAsync().AsTask());
        await world.FailsAsync<AuthException>(() => auth.SignOutAsync());
        store.Fails = false;
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(world.Take(await auth.CurrentSessionAsync()).IsSignedIn);
    }

    private static async Task ThrowingHandlerAsync(FlowWorld world)
    {
        Auth auth = world.NewAuth(world.AddClient());
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        auth.Changed += (_, change) => world.Capture.Add(Channel.Result, "event", $"{change} {change.Session} {change.SessionKey}");
        auth.Changed += (_, change) =>
        {
            if (change.Change == AuthChange.SignedOut)
            {
                raised.TrySetResult();
            }
        };
        auth.Changed += (_, _) => throw new InvalidOperationException("The handler failed.");

        await Flows.SignInAsync(world, auth);
        world.Take(await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true }));
        await auth.SignOutAsync();
        await raised.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(world.Capture.Texts, Has.Some.Matches<CapturedText>(t => t.Channel == Channel.Log && t.Text.Contains("The handler failed.", StringComparison.Ordinal)));
    }

    private static async Task MisconfiguredAsync(FlowWorld world)
    {
        EmulatedAppClient client = world.AddClient(new AppClientSettings { GenerateSecret = true });
        string secret = client.ClientSecret!;
        Assert.That((await Flows.SignInAsync(world, world.NewAuth(client))).IsSignedIn);

        foreach (Action<AuthOptions> mistake in new Action<AuthOptions>[]
        {
            options => options.UserPoolId = secret,
            options => options.UserPoolClientId = $"{secret} ",
            options => options.Region = secret.ToUpperInvariant() + secret,
            options => options.ClientSecret = new Secret($"{secret} {secret}"),
            options => options.Endpoints!.UserPool = new Uri($"http://user:{secret}@127.0.0.1/"),
            options => options.Endpoints!.Jwks = $"http://127.0.0.1/?token={secret}",
        })
        {
            await world.FailsAsync<AuthConfigurationException>(() => Task.FromResult(world.NewAuth(client, mistake)));
        }
    }
}
