using System.Collections;
using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Adversary;

/// <summary>Delegates of the application that answer with what breaks when it is looked at.</summary>
public sealed class HostileProviderTests
{
    private static readonly KeyValuePair<string, string> _entry = new("a", "b");

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("throws in the middle", () => throw new InvalidOperationException("s3cret inside"));
        yield return Case("a key twice", () => [_entry, _entry]);
        yield return Case("no key", () => [new(null!, "b")]);
        yield return Case("no value", () => [new("a", null!)]);

        static TestCaseData Case(string name, Func<KeyValuePair<string, string>[]> entries) =>
            new TestCaseData(new Entries(entries)).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Broken))]
    public async Task Metadata_that_breaks_when_it_is_read_is_a_typed_error_or_left_out(IReadOnlyDictionary<string, string> provided)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthServices services = Services(world, metadata: (_, _) => new(provided));
        Auth auth = world.NewAuth(services: services);

        foreach (Func<IAuth, Task> call in new Func<IAuth, Task>[] { a => a.ResetPasswordAsync("ana"), a => a.SignInAsync("ana", AuthWorld.Password) })
        {
            try
            {
                await call(auth);
            }
            catch (AuthException e)
            {
                Assert.That(e.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
                Assert.That(e.Message, Does.Not.Contain("s3cret"));
            }
        }
    }

    [TestCaseSource(nameof(Broken))]
    public async Task Metadata_that_breaks_in_a_refresh_does_not_end_the_session(IReadOnlyDictionary<string, string> provided)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        bool broken = false;
        AuthServices services = Services(world, metadata: (_, _) => new(broken ? provided : null));
        Auth auth = await world.SignedInAsync(services: services);
        world.ExpireTokens();
        broken = true;

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.HasUser, Is.True);
        broken = false;
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn));
    }

    [Test]
    public async Task A_provider_that_asks_the_engine_for_the_token_it_is_to_help_renew_is_given_up_on()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth? auth = null;
        var asked = new TaskCompletionSource();
        AuthServices services = Services(world, metadata: async (context, token) =>
        {
            if (context.Operation == "GetTokensFromRefreshToken")
            {
                asked.TrySetResult();
                await auth!.GetAccessTokenAsync(cancellationToken: token);
            }

            return null;
        });
        auth = await world.SignedInAsync(services: services);
        world.ExpireTokens();

        Task<AuthSession> read = auth.CurrentSessionAsync().AsTask();
        await asked.Task;
        await world.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromMinutes(2));
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        AuthSession session = await read.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(session.HasUser, Is.True);
        Assert.That(session.Error?.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
    }

    [Test]
    public async Task A_secret_provider_that_throws_never_shows_its_words_in_what_is_told()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true });
        AuthServices services = Services(world, secret: (_, _) => throw new AuthException(new AuthError { Reason = AuthErrorReason.WrongCredentials, Message = "vault said s3cret" }));
        Auth auth = world.NewAuth(o => o.ClientSecret = null, services);

        foreach (Func<Task> call in new Func<Task>[] { () => auth.SignInAsync("ana", AuthWorld.Password), () => auth.ResetPasswordAsync("ana"), () => auth.ConfirmResetPasswordAsync("ana", "1", "x") })
        {
            AuthException? error = Assert.ThrowsAsync<AuthException>(() => call());
            Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
            Assert.That(error.Message + error.Error, Does.Not.Contain("s3cret"));
        }
    }

    [Test]
    public async Task A_secret_that_fails_between_password_and_factor_leaves_the_step_good()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(
            new AppClientSettings { GenerateSecret = true },
            new UserPoolSettings { Mfa = MfaMode.On, MfaFactors = MfaFactors.Totp });
        bool broken = false;
        AuthServices services = Services(world, secret: (_, _) => broken ? throw new IOException("vault") : new(new Secret(world.Client.ClientSecret!)));
        Auth auth = world.NewAuth(o => o.ClientSecret = null, services);
        var step = (SignInStep.SetUpTotp)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        string code = world.User.PendingTotpCode();

        broken = true;
        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.ConfirmSignInAsync(step.With(code)));
        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        broken = false;

        Assert.That((await auth.ConfirmSignInAsync(step.With(code))).IsSignedIn, Is.True);
    }

    private static AuthServices Services(
        AuthWorld world,
        Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? metadata = null,
        Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? secret = null) => new()
    {
        SessionStore = world.Store,
        Protector = world.Protector,
        TimeProvider = world.Clock,
        ClientMetadataProvider = metadata,
        ClientSecretProvider = secret,
    };

    /// <summary>A map that is what its maker says, and nothing checks.</summary>
    private sealed class Entries(Func<KeyValuePair<string, string>[]> entries) : IReadOnlyDictionary<string, string>
    {
        public IEnumerable<string> Keys => entries().Select(e => e.Key);

        public IEnumerable<string> Values => entries().Select(e => e.Value);

        public int Count => 1;

        public string this[string key] => entries()[0].Value;

        public bool ContainsKey(string key) => true;

        public bool TryGetValue(string key, out string value)
        {
            value = entries()[0].Value;
            return true;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => entries().AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
