using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignIn;

/// <summary>Proving a password, by SRP and in clear, with and without a client secret.</summary>
public sealed class PasswordSignInTests
{
    [Test]
    public async Task A_user_signs_in([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = flow });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(result.NextStep, Is.Null);
        Assert.That(result.Session!.User!.UserId, Is.EqualTo(world.User.Sub));
        Assert.That(result.Session.Source, Is.EqualTo(SessionSource.SignIn));
        Assert.That(result.Session.User.Name, Is.EqualTo("Ana Lima"));
        Assert.That(result.Session.Tokens!.Scopes, Is.EqualTo(new[] { "aws.cognito.signin.user.admin" }));

        world.ExpireTokens();
        Assert.That((await auth.CurrentSessionAsync()).Source, Is.EqualTo(SessionSource.Refresh));
    }

    [Test]
    public async Task The_password_travels_only_when_asked_to([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        await world.NewAuth(o => o.SignInFlow = flow).SignInAsync("ana", AuthWorld.Password);

        bool travelled = world.Cognito.Requests.All.Any(r => r.Body?.ToJsonString().Contains(AuthWorld.Password, StringComparison.Ordinal) == true);
        Assert.That(travelled, Is.EqualTo(flow == SignInFlow.UserPassword));
    }

    [Test]
    public async Task A_wrong_password_asks_for_it_again_and_the_right_one_signs_in([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow, [Values("ENABLED", "LEGACY")] string existenceErrors)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { PreventUserExistenceErrors = existenceErrors });
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);

        SignInResult wrong = await auth.SignInAsync("ana", "Wrong-Horse-7!");
        Assert.That(wrong.IsSignedIn, Is.False);
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));
        var step = (SignInStep.Password)wrong.NextStep!;
        Assert.That(step.Username, Is.EqualTo("ana"));

        SignInResult again = await auth.ConfirmSignInAsync(step.With("Still-Wrong-7!"));
        Assert.That(again.NextStep, Is.TypeOf<SignInStep.Password>());

        SignInResult right = await auth.ConfirmSignInAsync(((SignInStep.Password)again.NextStep!).With(AuthWorld.Password));
        Assert.That(right.IsSignedIn, Is.True);
        Assert.That(right.Rejection, Is.Null);
    }

    [Test]
    public async Task Too_many_wrong_passwords_are_a_rejection_to_wait_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.SignInFlow = SignInFlow.UserPassword);
        SignInResult result = await auth.SignInAsync("ana", "Wrong-Horse-7!");
        for (int i = 0; i < 6; i++)
        {
            result = await auth.ConfirmSignInAsync(((SignInStep.Password)result.NextStep!).With("Wrong-Horse-7!"));
        }

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.TooManyAttempts));
        world.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.That((await auth.ConfirmSignInAsync(((SignInStep.Password)result.NextStep!).With(AuthWorld.Password))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task An_unknown_user_is_what_the_app_client_says([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld silent = await AuthWorld.StartAsync(new AppClientSettings { PreventUserExistenceErrors = "ENABLED" });
        SignInResult result = await silent.NewAuth(o => o.SignInFlow = flow).SignInAsync("nobody", AuthWorld.Password);
        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCredentials));

        await using AuthWorld legacy = await AuthWorld.StartAsync(new AppClientSettings { PreventUserExistenceErrors = "LEGACY" });
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => legacy.NewAuth(o => o.SignInFlow = flow).SignInAsync("nobody", AuthWorld.Password));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.UserNotFound));
        Assert.That(error.Code, Is.EqualTo("UserNotFoundException"));
        Assert.That(error.RequestId, Is.Not.Empty);
        Assert.That(error.Suggestion, Is.Not.Empty);
    }

    [Test]
    public async Task An_alias_signs_in_and_refreshes_with_a_client_secret_too([Values] RefreshVia via)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true }, new UserPoolSettings { AliasAttributes = ["email"] });
        Auth auth = world.NewAuth(o => o.RefreshVia = via);

        SignInResult result = await auth.SignInAsync("ana@example.com", AuthWorld.Password);
        Assert.That(result.Session?.User?.Username, Is.EqualTo("ana"));

        world.ExpireTokens();
        Auth restarted = world.NewAuth(o => o.RefreshVia = via);
        AuthSession session = await restarted.CurrentSessionAsync();
        Assert.That(session.State, Is.EqualTo(AuthSessionState.SignedIn), session.Error?.ToString());
    }

    [Test]
    public async Task An_unconfirmed_user_is_sent_on_a_detour([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(o => o.SignInFlow = flow);
        await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });

        SignInResult result = await auth.SignInAsync("ben", AuthWorld.Password);

        Assert.That(result.Detour, Is.TypeOf<Detour.ConfirmSignUp>());
        Assert.That(result.Detour!.Username, Is.EqualTo("ben"));
        Assert.That(result.NextStep, Is.Null);

        await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"));
        Assert.That((await auth.SignInAsync("ben", AuthWorld.Password)).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_user_who_must_reset_the_password_is_sent_on_a_detour([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.RequirePasswordReset();

        SignInResult result = await world.NewAuth(o => o.SignInFlow = flow).SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.Detour, Is.TypeOf<Detour.ResetPassword>());
    }

    [Test]
    public async Task A_disabled_user_is_an_error([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.Disable();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth(o => o.SignInFlow = flow).SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.UserDisabled));
    }

    [Test]
    public async Task A_missing_or_wrong_client_secret_says_what_to_set()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true });
        foreach (Secret? secret in new[] { null, new Secret("wrongwrongwrongwrongwrongwrong") })
        {
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth(o => o.ClientSecret = secret).SignInAsync("ana", AuthWorld.Password));
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured), error.Message);
            Assert.That(error.Suggestion, Does.Contain("ClientSecret"));
        }
    }

    [Test]
    public async Task A_flow_the_app_client_does_not_allow_says_so()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = SignInFlow.UserPassword }));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
    }

    [Test]
    public async Task Somebody_signed_in_stops_a_sign_in_before_anything_is_sent()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AlreadySignedIn));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task A_dead_session_does_not_stand_in_the_way()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Clock.Advance(TimeSpan.FromDays(29.9));
        await auth.CurrentSessionAsync();
        world.Clock.Advance(TimeSpan.FromDays(29));

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(result.IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_replacing_sign_in_that_fails_leaves_the_user_who_was_there()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        SignInResult result = await auth.SignInAsync("ana", "Wrong-Horse-7!", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

        Assert.That(result.IsSignedIn, Is.False);
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
    }

    [Test]
    public async Task Client_metadata_goes_along([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var metadata = new Dictionary<string, string> { ["campaign"] = "spring" };
        Auth auth = world.NewAuth();
        await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = flow, ClientMetadata = metadata });
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true, ClientMetadata = metadata });

        Assert.That(world.Cognito.Requests.All.Where(r => r.Body is not null).Select(r => (string?)r.Body!["ClientMetadata"]?["campaign"]), Has.All.EqualTo("spring"));
    }

    [Test]
    public async Task Srp_runs_on_no_callers_thread()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        using var http = new ThreadNotingHandler();
        Auth auth = world.NewAuth(services: world.Services(http: http));
        await auth.CurrentSessionAsync();

        // Without a hop, everything up to the first request, the first exponentiation with it, runs on the calling thread.
        Task<SignInResult>? signIn = null;
        var caller = new Thread(() => signIn = auth.SignInAsync("ana", AuthWorld.Password));
        caller.Start();
        caller.Join();
        await signIn!;

        Assert.That(http.Threads, Is.Not.Empty.And.None.EqualTo(caller.ManagedThreadId));
    }

    [Test]
    public async Task A_wrong_clock_neither_locks_out_nor_keeps_dead_tokens([Values(-3, 3)] int hoursOff)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var wrong = new EmulatorClock(AuthWorld.Start.AddHours(hoursOff));
        Auth auth = world.NewAuth(services: world.Services(clock: wrong, store: new Amplify.Sessions.InMemorySessionStore(wrong)));

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password);
        Assert.That(result.IsSignedIn, Is.True, result.Rejection?.Message);

        void Pass(TimeSpan time)
        {
            world.Clock.Advance(time);
            wrong.Advance(time);
        }

        Pass(TimeSpan.FromMinutes(50));
        Assert.That((await auth.CurrentSessionAsync()).Source, Is.EqualTo(SessionSource.SignIn), "still valid");
        Pass(TimeSpan.FromMinutes(11));
        AuthSession renewed = await auth.CurrentSessionAsync();
        Assert.That(renewed.Source, Is.EqualTo(SessionSource.Refresh));
        Assert.That(renewed.Tokens!.ExpiresAt, Is.EqualTo(wrong.GetUtcNow().AddHours(1)).Within(TimeSpan.FromSeconds(2)), "told on this machine's clock");
    }

    [Test]
    public async Task A_wrong_clock_is_remembered_over_a_restart_of_one_users_machine_and_told_to_no_other_node()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var wrong = new EmulatorClock(AuthWorld.Start.AddHours(3));
        var store = new Amplify.Sessions.InMemorySessionStore(wrong);
        await world.SignedInAsync(services: world.Services(clock: wrong, store: store));
        AuthFactory node = world.NewFactory(services: world.Services(clock: wrong, store: store));
        SignInResult onServer = await node.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password);
        world.Cognito.Requests.Clear();

        Assert.That((await world.NewAuth(services: world.Services(clock: wrong, store: store)).CurrentSessionAsync()).Source, Is.EqualTo(SessionSource.Store));
        Assert.That(world.Refreshes, Is.Zero, "three hours ahead, the token would look expired");

        AuthFactory right = world.NewFactory(services: world.Services(store: store));
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.That((await right.Create(onServer.SessionKey!).CurrentSessionAsync()).Tokens!.ExpiresAt, Is.EqualTo(AuthWorld.Start.AddHours(1)).Within(TimeSpan.FromSeconds(2)));
    }

    private sealed class ThreadNotingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Threads { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target) && target.Single().EndsWith("InitiateAuth", StringComparison.Ordinal))
            {
                Threads.Add(Environment.CurrentManagedThreadId);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
