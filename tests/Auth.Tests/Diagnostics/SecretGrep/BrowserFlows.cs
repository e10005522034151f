using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Sign-in with a browser, in one call and in two halves; what its pages and endpoints refuse; sessions renewed and ended at the token endpoint.</summary>
internal static class BrowserFlows
{
    private const string Redirect = "http://localhost:3000/callback";
    private const string SignedOut = "http://localhost:3000/signed-out";

    private static readonly FaultKind[] _kinds =
    [
        FaultKind.Throttle, FaultKind.InternalError, FaultKind.ServiceUnavailable, FaultKind.Cut, FaultKind.Garbage, FaultKind.Html, FaultKind.Truncated, FaultKind.Oversized, FaultKind.EmptyBody,
    ];

    public static IReadOnlyList<Flow> All { get; } =
    [
        .. Enum.GetValues<RefreshVia>().Select(via => new Flow($"A sign-in with a browser, renewed by {via}, and a sign-out with it", world => OneCallAsync(world, via))),
        new("A sign-in in two halves on two nodes", TwoHalvesAsync),
        new("Flow tokens and callbacks that are forged, bound elsewhere, spent or too old", RefusedHalvesAsync),
        new("A person who goes back, a browser that fails, and one that lies", RefusedBrowsersAsync),
        new("A code that is refused, and an app client with a wrong secret", RefusedCodesAsync),
        .. _kinds.Select(kind => new Flow($"{kind} at the token endpoint, before and after it acted", world => FaultyAsync(world, kind))),
    ];

    private static EmulatedAppClient AddClient(FlowWorld world, bool rotation = true) => world.AddClient(new AppClientSettings
    {
        GenerateSecret = true,
        RefreshTokenRotation = rotation ? new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(60) } : null,
        CallbackURLs = [Redirect],
        LogoutURLs = [SignedOut],
    });

    private static Action<AuthOptions> WithPages(EmulatedAppClient client, RefreshVia via = RefreshVia.TokenEndpoint) => options =>
    {
        options.RefreshVia = via;
        options.OAuth = new OAuthOptions { Domain = client.Pool.HostedUiDomain.AbsoluteUri, RedirectSignIn = [new Uri(Redirect)], RedirectSignOut = [new Uri(SignedOut)] };
    };

    private static async Task OneCallAsync(FlowWorld world, RefreshVia via)
    {
        // The service takes no InitiateAuth where it rotates.
        EmulatedAppClient client = AddClient(world, rotation: via != RefreshVia.InitiateAuth);
        using var browser = new TappedBrowser(world);
        Auth auth = world.NewAuth(client, WithPages(client, via), browser: browser);

        SignInResult result = world.Take(await auth.FederatedSignInAsync(new BrowserSignInOptions { LoginHint = world.Username, CustomState = world.Known.Add("custom state", Guid.NewGuid().ToString("N")) }));
        Assert.That(result.IsSignedIn);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That(world.Take(await auth.CurrentSessionAsync()).IsSignedIn);
        SignOutResult signedOut = world.Take(await auth.SignOutAsync());

        Assert.That(signedOut.IsComplete, Is.True, $"{signedOut.Browser.Error} {signedOut.Revocation.Error}");
    }

    private static async Task TwoHalvesAsync(FlowWorld world)
    {
        EmulatedAppClient client = AddClient(world);
        using var browser = new TappedBrowser(world);
        string binding = world.Known.Add("binding", Guid.NewGuid().ToString("N"));
        var visitor = world.NewSessionKey();

        BrowserSignIn begun = await world.NewFactory(client, WithPages(client)).Create(visitor).BeginFederatedSignInAsync(new BrowserSignInOptions { Binding = binding });
        Uri callback = await browser.VisitAsync(begun);
        SignInResult result = world.Take(await world.NewFactory(client, WithPages(client)).Create(visitor).CompleteFederatedSignInAsync(begun.FlowToken, callback, new CompleteFederatedSignInOptions { Binding = binding }));

        Assert.That(result.IsSignedIn);
    }

    private static async Task RefusedHalvesAsync(FlowWorld world)
    {
        EmulatedAppClient client = AddClient(world);
        using var browser = new TappedBrowser(world);
        Auth auth = world.NewAuth(client, WithPages(client));
        var bound = new CompleteFederatedSignInOptions { Binding = world.Known.Add("binding", Guid.NewGuid().ToString("N")) };
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync(new BrowserSignInOptions { Binding = bound.Binding });
        Uri callback = await browser.VisitAsync(begun);
        string token = begun.FlowToken.Reveal();
        var changed = new Secret(world.Known.Add("changed flow token", token[..^9] + (token[^9] == 'A' ? "B" : "A") + token[^8..]));
        var forged = new Uri(callback.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));

        await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback));
        await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(changed, callback, bound));
        await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, browser.Know(forged), bound));
        Assert.That(world.Take(await auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, bound)).IsSignedIn);
        await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, bound));
        await world.FailsAsync<AuthException>(() => auth.BeginFederatedSignInAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, callback, bound));
    }

    private static async Task RefusedBrowsersAsync(FlowWorld world)
    {
        EmulatedAppClient client = AddClient(world);
        client.Pool.AddIdentityProvider(new IdentityProviderSettings { Type = IdentityProviderType.Google }).AddUser("1");
        using var browser = new TappedBrowser(world) { Instead = page => page.SubmitAsync("Cancel") };
        AuthException back = await world.FailsAsync<AuthException>(() => world.NewAuth(client, WithPages(client), browser: browser).FederatedSignInAsync(IdentityProvider.Google));
        Assert.That(back.Reason, Is.EqualTo(AuthErrorReason.Cancelled));

        await FailsAsync(_ => throw new InvalidOperationException("No browser here."), AuthErrorReason.ProviderFailed);
        await FailsAsync(_ => Task.FromResult(BrowserResult.TimedOut), AuthErrorReason.TimedOut);
        await FailsAsync(start => Task.FromResult(BrowserResult.Returned(start)), AuthErrorReason.InvalidCallback);
        await FailsAsync(start => Task.FromResult(BrowserResult.Returned(new Uri($"{Redirect}?error=server_error&error_description=broken&state={Browser.ParametersOf(start.AbsoluteUri)["state"]}"))), AuthErrorReason.ServiceFailure);

        async Task FailsAsync(Func<Uri, Task<BrowserResult>> act, AuthErrorReason reason)
        {
            var scripted = new Federation.InBrowser.ScriptedBrowser(request => act(browser.Know(request.GetStartUri(request.RedirectUris[0]))));
            AuthException e = await world.FailsAsync<AuthException>(() => world.NewAuth(client, WithPages(client), browser: scripted).FederatedSignInAsync());
            Assert.That(e.Reason, Is.EqualTo(reason));
        }
    }

    private static async Task RefusedCodesAsync(FlowWorld world)
    {
        EmulatedAppClient client = AddClient(world);
        using var browser = new TappedBrowser(world);
        Auth auth = world.NewAuth(client, WithPages(client));
        BrowserSignIn begun = await auth.BeginFederatedSignInAsync();
        Uri callback = await browser.VisitAsync(begun);
        string code = Browser.ParametersOf(callback.AbsoluteUri)["code"];
        var wrong = new Uri(callback.AbsoluteUri.Replace(code, world.Known.Add("wrong code", $"{code[..^1]}x"), StringComparison.Ordinal));
        AuthException refused = await world.FailsAsync<AuthException>(() => auth.CompleteFederatedSignInAsync(begun.FlowToken, wrong));
        Assert.That(refused.Code, Is.EqualTo("invalid_grant"));

        using var again = new TappedBrowser(world);
        Auth misconfigured = world.NewAuth(client, options =>
        {
            WithPages(client)(options);
            options.ClientSecret = new Secret(world.Known.Add("wrong client secret", Guid.NewGuid().ToString("N")));
        }, browser: again);
        Assert.That((await world.FailsAsync<AuthException>(() => misconfigured.FederatedSignInAsync())).Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
    }

    private static async Task FaultyAsync(FlowWorld world, FaultKind kind)
    {
        foreach (FaultPhase phase in new[] { FaultPhase.Before, FaultPhase.After })
        {
            EmulatedAppClient client = AddClient(world);
            using var browser = new TappedBrowser(world);
            Auth auth = world.NewAuth(client, WithPages(client), browser: browser);
            await StruckAsync("oauth2/token", () => auth.FederatedSignInAsync());
            world.Take(await auth.FederatedSignInAsync(new BrowserSignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace }));
            await StruckAsync("oauth2/token", async () => world.Take(await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true })));
            await StruckAsync("oauth2/revoke", async () => world.Take(await auth.SignOutAsync()));

            async Task StruckAsync(string operation, Func<Task> call)
            {
                using FaultHandle fault = world.Cognito.Faults.Add(new Fault { Operation = operation, Kind = kind, Phase = phase, Times = 1 });
                try
                {
                    await call();
                }
                catch (AuthException e)
                {
                    world.Capture.Add(e);
                }

                Assert.That(fault.Hits, Is.EqualTo(1), operation);
            }
        }
    }
}
