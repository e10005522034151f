using System.Text.Json.Nodes;
using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Passkeys;

/// <summary>Passkeys made, used, listed and deleted, against a service that verifies every byte.</summary>
public sealed class PasskeyOverHttpTests
{
    private static readonly SignInOptions _passkey = new() { PreferredChallenge = FirstFactor.WebAuthn };

    [Test]
    public async Task A_passkey_is_associated_and_signs_in_by_itself([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = await world.SignedInAsync(services: world.Services(passkeys: world.Passkeys));
        await auth.Passkeys.AssociateAsync();
        await auth.SignOutAsync();
        world.Cognito.Requests.Clear();

        SignInResult result = await auth.SignInAsync("ana", _passkey);

        Assert.That(result.IsSignedIn, Is.True);
        Assert.That(world.Passkeys.Asked, Is.EqualTo(2), "once to make it, once to use it");
        Assert.That(Wire.Path(world.Cognito), Is.EqualTo(new[] { "USER_AUTH", "WEB_AUTHN" }));
    }

    [Test]
    public async Task A_server_hands_the_halves_to_the_browser()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        AuthFactory factory = world.NewFactory();
        SessionKey key = (await factory.Create(SessionKey.New()).SignInAsync("ana", AuthWorld.Password)).SessionKey!;

        string options = await factory.Create(key).Passkeys.BeginRegistrationAsync();
        string credential = world.Passkeys.Create(options);
        await factory.Create(key).Passkeys.CompleteRegistrationAsync(credential);
        Assert.That(((string?)JsonNode.Parse(options)!["rp"]!["id"], (bool?)JsonNode.Parse(options)!["authenticatorSelection"]!["requireResidentKey"]), Is.EqualTo(("localhost", true)), "documents keep their types");

        var step = (SignInStep.Passkey)(await factory.Create(SessionKey.New()).SignInAsync("ana", _passkey)).NextStep!;
        IAuth other = world.NewFactory().Create(SessionKey.New());
        var resumed = (SignInStep.Passkey)other.Resume(factory.Current.Protect(step));
        Assert.That((await other.ConfirmSignInAsync(resumed.With(world.Passkeys.Get(resumed.RequestOptions)))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_cancelled_passkey_leads_to_another_factor_and_that_signs_in([Values] bool chosen, [Values] bool switchable)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(unsettled: new UnsettledBehaviour { FirstFactorCanBeSwitched = switchable });
        await world.RegisterPasskeyAsync();
        world.Passkeys.Cancels = true;
        Auth auth = world.NewAuth(services: world.Services(passkeys: world.Passkeys));
        SignInResult result = await auth.SignInAsync("ana", chosen ? new SignInOptions { Flow = SignInFlow.UserAuth } : _passkey);
        if (chosen)
        {
            result = await auth.ConfirmSignInAsync(((SignInStep.ChooseFirstFactor)result.NextStep!).With(FirstFactor.WebAuthn));
        }

        Assert.That(result.Rejection?.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
        var choice = (SignInStep.ChooseFirstFactor)result.NextStep!;
        Assert.That(choice.Factors, Does.Contain(FirstFactor.EmailOtp).And.Contain(FirstFactor.WebAuthn));

        var code = (SignInStep.EmailCode)(await auth.ConfirmSignInAsync(choice.With(FirstFactor.EmailOtp))).NextStep!;
        Assert.That((await auth.ConfirmSignInAsync(code.With(world.Cognito.Outbox.LatestCode("ana")))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_cancelled_passkey_can_be_tried_again()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.RegisterPasskeyAsync();
        world.Passkeys.Cancels = true;
        Auth auth = world.NewAuth(services: world.Services(passkeys: world.Passkeys));
        var choice = (SignInStep.ChooseFirstFactor)(await auth.SignInAsync("ana", _passkey)).NextStep!;
        world.Passkeys.Cancels = false;

        Assert.That((await auth.ConfirmSignInAsync(choice.With(FirstFactor.WebAuthn))).IsSignedIn, Is.True);
    }

    [Test]
    public async Task A_false_passkey_does_not_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.RegisterPasskeyAsync();
        world.Passkeys.Device.FalseKey = SoftwareKey.Create(SoftwareAuthenticator.Es256);
        Auth auth = world.NewAuth(services: world.Services(passkeys: world.Passkeys));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", _passkey));

        Assert.That(error!.Code, Is.EqualTo("NotAuthorizedException"));
        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedOut));
    }

    [Test]
    public async Task A_person_who_cancels_the_making_of_one_has_none()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Passkeys.Cancels = true;
        Auth auth = await world.SignedInAsync(services: world.Services(passkeys: world.Passkeys));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Passkeys.AssociateAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.Cancelled));
        Assert.That(world.User.Passkeys, Is.Empty);
    }

    [Test]
    public async Task Passkeys_are_listed_page_by_page_and_deleted()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        for (int i = 0; i < 5; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await auth.Passkeys.CompleteRegistrationAsync(new SoftwarePasskeys().Create(await auth.Passkeys.BeginRegistrationAsync()));
        }

        var all = new List<AuthPasskey>();
        string? next = null;
        do
        {
            PasskeyPage page = await auth.Passkeys.ListAsync(new ListPasskeysOptions { PageSize = 2, Page = next });
            Assert.That(page.Passkeys, Has.Count.LessThanOrEqualTo(2));
            all.AddRange(page.Passkeys);
            next = page.NextPage;
        }
        while (next is not null);

        Assert.That(all.Select(p => p.Id), Is.EquivalentTo(world.User.Passkeys.Select(p => p.CredentialId)));
        AuthPasskey first = all[0];
        Assert.That((first.RelyingPartyId, first.Attachment, string.Join(",", first.Transports)), Is.EqualTo(("localhost", "platform", "internal")));
        Assert.That(first.CreatedAt, Is.EqualTo(world.Clock.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));

        await auth.Passkeys.DeleteAsync(first.Id);
        Assert.That((await auth.Passkeys.ListAsync()).Passkeys.Select(p => p.Id), Is.EquivalentTo(all.Skip(1).Select(p => p.Id)));
        AuthException? gone = Assert.ThrowsAsync<AuthException>(() => auth.Passkeys.DeleteAsync(first.Id));
        Assert.That(gone!.Reason, Is.EqualTo(AuthErrorReason.ResourceNotFound));
    }

    [Test]
    public async Task What_a_user_can_sign_in_with_is_told()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.RegisterPasskeyAsync();
        Auth auth = await world.SignedInAsync();

        AuthFactors factors = await auth.Account.FetchFactorsAsync();

        Assert.That(factors.FirstFactors, Is.EquivalentTo(new[] { FirstFactor.Password, FirstFactor.EmailOtp, FirstFactor.WebAuthn }));
        Assert.That(factors.Mfa.Enabled, Is.Empty);
    }

    [Test]
    public async Task Arguments_are_checked_before_anything_is_sent()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();

        foreach (string? bad in new[] { null, "", "no json", "[]", "\"text\"", "{} {}", "{\"a\":\"\\ud800\"}", new string('[', 100_000) })
        {
            Assert.That(() => auth.Passkeys.CompleteRegistrationAsync(bad!), Throws.InstanceOf<ArgumentException>(), bad?[..Math.Min(bad.Length, 20)]);
        }

        Assert.That(() => auth.Passkeys.ListAsync(new ListPasskeysOptions { PageSize = 0 }), Throws.ArgumentException);
        Assert.That(() => auth.Passkeys.ListAsync(new ListPasskeysOptions { PageSize = 21 }), Throws.ArgumentException);
        Assert.That(() => auth.Passkeys.DeleteAsync(""), Throws.ArgumentException);
        Assert.That(() => auth.Passkeys.AssociateAsync(), Throws.InvalidOperationException.With.Message.Contains("PasskeyAuthenticator"));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task An_authenticator_that_gives_no_json_is_typed()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync(services: world.Services(passkeys: ScriptedAuthenticator.Saying("no json at all")));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.Passkeys.AssociateAsync());

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(world.Cognito.Requests.Count("CompleteWebAuthnRegistration"), Is.Zero);
    }
}
