using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.AppClients;

/// <summary>A client secret that rotates comes from a provider, and is used like a configured one.</summary>
public sealed class ClientSecretProviderTests
{
    [Test]
    public async Task A_providers_secret_serves_every_call_that_needs_one([Values(RefreshVia.Auto, RefreshVia.InitiateAuth)] RefreshVia via, [Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = NewAuth(world, (_, _) => new(new Secret(world.Client.ClientSecret!)), options => options.RefreshVia = via);

        await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });
        await auth.ResendSignUpCodeAsync("ben");
        ConfirmSignUpResult confirmed = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"));
        SignInResult signIn = await auth.SignInAsync("ben@example.com", AuthWorld.Password, new SignInOptions { Flow = flow });
        world.ExpireTokens();
        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(confirmed.IsConfirmed && signIn.IsSignedIn && session.IsSignedIn, Is.True);
        Assert.That(session.Source, Is.EqualTo(SessionSource.Refresh));
    }

    [Test]
    public async Task A_configured_secret_and_a_provider_are_too_many()
    {
        await using AuthWorld world = await WorldAsync();

        AuthConfigurationException? error = Assert.Throws<AuthConfigurationException>(() => _ = new Auth(world.Options(), Services(world, (_, _) => new(new Secret("any")))));

        Assert.That(error!.Faults.Single(), Does.Contain("ClientSecretProvider"));
    }

    [Test]
    public async Task A_secret_that_was_rotated_meanwhile_is_asked_for_again_and_sent_once_more([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await WorldAsync();
        int asked = 0;
        Auth auth = NewAuth(world, (_, _) => new(new Secret(++asked == 1 ? "theOldSecretOfTheAppClient00" : world.Client.ClientSecret!)));

        SignInResult result = await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = flow });

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(world.Cognito.Requests.Count("InitiateAuth"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_refresh_survives_a_rotated_secret([Values(RefreshVia.Auto, RefreshVia.InitiateAuth)] RefreshVia via)
    {
        await using AuthWorld world = await WorldAsync();
        string current = world.Client.ClientSecret!;
        var secrets = new Queue<string>();
        Auth auth = NewAuth(world, (_, _) => new(new Secret(secrets.TryDequeue(out string? old) ? old : current)), options => options.RefreshVia = via);
        await auth.SignInAsync("ana", AuthWorld.Password);
        world.ExpireTokens();
        secrets.Enqueue("theOldSecretOfTheAppClient00");

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True, $"{session.Error}");
        Assert.That(session.Source, Is.EqualTo(SessionSource.Refresh));
    }

    [Test]
    public async Task A_rotation_goes_unnoticed_by_a_provider_that_caches()
    {
        await using AuthWorld world = await WorldAsync();
        Secret cached = new(world.Client.ClientSecret!);
        int looks = 0;
        Auth auth = NewAuth(world, (context, _) =>
        {
            if (context.Refused?.Equals(cached) == true)
            {
                looks++;
                cached = new Secret(world.Client.ClientSecret!);
            }

            return new(cached);
        });
        world.Client.AddSecret();
        world.Client.RemoveSecret(cached.Reveal());

        ResetPasswordResult reset = await auth.ResetPasswordAsync("ana");
        ConfirmResetPasswordResult confirmed = await auth.ConfirmResetPasswordAsync("ana", world.Cognito.Outbox.LatestCode("ana"), "Another-Horse-8!");

        Assert.That(reset.CodeDelivery, Is.Not.Null);
        Assert.That(confirmed.IsReset, Is.True);
        Assert.That(world.Cognito.Outbox.Messages, Has.Count.EqualTo(1), "the refused request did nothing");
        Assert.That(looks, Is.EqualTo(1), "the new secret is cached in turn");
    }

    [Test]
    public async Task A_secret_that_stays_wrong_is_sent_once()
    {
        await using AuthWorld world = await WorldAsync();
        int asked = 0;
        Auth auth = NewAuth(world, (_, _) =>
        {
            asked++;
            return new(new Secret("theWrongSecretOfTheAppClient"));
        });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
        Assert.That((asked, world.Cognito.Requests.Count("InitiateAuth")), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task An_answered_challenge_is_not_sent_again_but_the_step_may_be()
    {
        await using AuthWorld world = await WorldAsync();
        world.User.SetTemporaryPassword(AuthWorld.Password);
        string current = world.Client.ClientSecret!;
        string? next = null;
        Auth auth = NewAuth(world, (_, _) => new(new Secret(next ?? current)));
        var step = (SignInStep.NewPassword)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        int before = world.Cognito.Requests.Count("RespondToAuthChallenge");
        next = "theOldSecretOfTheAppClient00";

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With("Another-Horse-8!")));
        int sent = world.Cognito.Requests.Count("RespondToAuthChallenge") - before;
        next = null;
        SignInResult again = await auth.ConfirmSignInAsync(step.With("Another-Horse-8!"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.AppClientMisconfigured));
        Assert.That(sent, Is.EqualTo(1));
        Assert.That(again.IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_provider_that_blocks_its_thread_is_given_up_in_time()
    {
        await using AuthWorld world = await WorldAsync();
        using var release = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Auth auth = NewAuth(world, (_, _) =>
        {
            asked.TrySetResult();
            release.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            return new(new Secret("too late"));
        });

        Task<ResetPasswordResult> resetting = auth.ResetPasswordAsync("ana");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => resetting.WaitAsync(TimeSpan.FromSeconds(10)));
        release.Set();
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
    }

    private static IEnumerable<TestCaseData> Failures()
    {
        yield return new TestCaseData((Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>)((_, _) => throw new IOException("vault-text")), true).SetArgDisplayNames("throws at once");
        yield return new TestCaseData((Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>)((_, _) => ValueTask.FromException<Secret>(new IOException("vault-text"))), true).SetArgDisplayNames("throws later");
        yield return new TestCaseData((Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>)((_, _) => ValueTask.FromException<Secret>(new OperationCanceledException())), true).SetArgDisplayNames("gives up by itself");
        yield return new TestCaseData((Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>)((_, _) => new((Secret)null!)), false).SetArgDisplayNames("gives null");
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_provider_that(Func<ClientSecretContext, CancellationToken, ValueTask<Secret>> provider, bool transient)
    {
        await using AuthWorld world = await WorldAsync();
        Auth auth = NewAuth(world, provider);

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(error.IsTransient, Is.EqualTo(transient));
        Assert.That(error.Message, Does.Contain("ClientSecretProvider").And.Not.Contain("vault-text"));
        Assert.That(error.Suggestion, Is.Not.Empty);
        Assert.That(world.Cognito.Requests.Count("InitiateAuth"), Is.Zero, "nothing is sent without the secret");
    }

    [Test]
    public async Task A_provider_that_never_answers_is_given_up_in_time()
    {
        await using AuthWorld world = await WorldAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Auth auth = NewAuth(world, (_, _) =>
        {
            asked.SetResult();
            return new(new TaskCompletionSource<Secret>().Task);
        });

        Task<SignInResult> signIn = auth.SignInAsync("ana", AuthWorld.Password);
        await asked.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(31));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => signIn);
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(error.Message, Does.Contain("30 s"));
    }

    [Test]
    public async Task A_callers_cancellation_stays_one()
    {
        await using AuthWorld world = await WorldAsync();
        using var cancelled = new CancellationTokenSource();
        Auth auth = NewAuth(world, (_, _) => new(new TaskCompletionSource<Secret>().Task));

        Task<SignUpResult> signUp = auth.SignUpAsync("ben", AuthWorld.Password, null, cancelled.Token);
        await cancelled.CancelAsync();

        Assert.That(() => signUp, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_session_outlives_a_provider_that_fails()
    {
        await using AuthWorld world = await WorldAsync();
        bool down = false;
        Auth auth = NewAuth(world, (_, _) => down ? throw new IOException("The vault is down.") : new(new Secret(world.Client.ClientSecret!)), options => options.BackgroundRefresh = false);
        await auth.SignInAsync("ana", AuthWorld.Password);
        world.ExpireTokens();
        down = true;

        AuthSession offline = await auth.CurrentSessionAsync();
        down = false;
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        AuthSession back = await auth.CurrentSessionAsync();

        Assert.That(offline.State, Is.EqualTo(AuthSessionState.Offline));
        Assert.That(offline.Error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(back.IsSignedIn, Is.True);
    }

    private static Task<AuthWorld> WorldAsync() => AuthWorld.StartAsync(
        new AppClientSettings { GenerateSecret = true },
        new UserPoolSettings { AliasAttributes = ["email"], AutoVerifiedAttributes = ["email"] });

    private static AuthServices Services(AuthWorld world, Func<ClientSecretContext, CancellationToken, ValueTask<Secret>> provider) => new()
    {
        SessionStore = world.Store,
        Protector = world.Protector,
        TimeProvider = world.Clock,
        ClientSecretProvider = provider,
    };

    private static Auth NewAuth(AuthWorld world, Func<ClientSecretContext, CancellationToken, ValueTask<Secret>> provider, Action<AuthOptions>? change = null) => world.NewAuth(
        options =>
        {
            options.ClientSecret = null;
            options.SignInFlow = SignInFlow.UserSrp;
            change?.Invoke(options);
        },
        Services(world, provider));
}
