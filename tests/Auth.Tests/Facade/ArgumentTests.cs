using Amplify.Testing;
using Amplify.Tests.Support;

namespace Amplify.Tests.Facade;

/// <summary>Null and empty arguments name the parameter, before anything is sent.</summary>
public sealed class ArgumentTests
{
    private static IEnumerable<TestCaseData> Calls()
    {
        Func<IAuth, string?, Task>[] first =
        [
            (auth, text) => auth.SignUpAsync(text!, "p"),
            (auth, text) => auth.ConfirmSignUpAsync(text!, "c"),
            (auth, text) => auth.ResendSignUpCodeAsync(text!),
            (auth, text) => auth.SignInAsync(text!, "p"),
            (auth, text) => auth.SignInAsync(text!),
            (auth, text) => auth.SignUpAsync(text!),
        ];
        Func<IAuth, string?, Task>[] second =
        [
            (auth, text) => auth.SignUpAsync("u", text!),
            (auth, text) => auth.SignInAsync("u", text!),
        ];
        foreach (string? bad in new[] { null, "" })
        {
            for (int i = 0; i < first.Length; i++)
            {
                yield return new TestCaseData(first[i], bad, "username").SetArgDisplayNames($"{i}", bad ?? "null", "username");
            }

            for (int i = 0; i < second.Length; i++)
            {
                yield return new TestCaseData(second[i], bad, "password").SetArgDisplayNames($"{i}", bad ?? "null", "password");
            }

            yield return new TestCaseData((Func<IAuth, string?, Task>)((auth, text) => auth.ConfirmSignUpAsync("u", text!)), bad, "code").SetArgDisplayNames("confirm", bad ?? "null", "code");
            yield return new TestCaseData((Func<IAuth, string?, Task>)((auth, text) => Task.FromResult(auth.ResumeAutoSignIn(text!))), bad, "token").SetArgDisplayNames("resume sign-up", bad ?? "null", "token");
            yield return new TestCaseData((Func<IAuth, string?, Task>)((auth, text) => auth.Passkeys.DeleteAsync(text!)), bad, "passkeyId").SetArgDisplayNames("passkey", bad ?? "null", "passkeyId");
            yield return new TestCaseData((Func<IAuth, string?, Task>)((auth, text) => auth.Passkeys.CompleteRegistrationAsync(text!)), bad, "credentialJson").SetArgDisplayNames("credential", bad ?? "null", "credentialJson");
            yield return new TestCaseData((Func<IAuth, string?, Task>)((auth, text) => Task.FromResult(auth.Resume(text!))), bad, "token").SetArgDisplayNames("resume", bad ?? "null", "token");
        }
    }

    [Test]
    public async Task Tokens_of_federation_and_callers()
    {
        await using var world = new MockWorld();
        await using var factory = new AuthFactory(world.Options);

        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.FederatedSignInAsync((FederatedToken)null!))!.ParamName, Is.EqualTo("token"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.FederatedSignInAsync((IdentityProvider)null!))!.ParamName, Is.EqualTo("provider"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.CompleteFederatedSignInAsync(null!, new Uri("https://app.example/")))!.ParamName, Is.EqualTo("flowToken"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.CompleteFederatedSignInAsync(new Secret("x"), null!))!.ParamName, Is.EqualTo("callback"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.AdoptTokensAsync(null!))!.ParamName, Is.EqualTo("tokens"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => world.Auth.AdoptTokensAsync(new AdoptedTokens { IdToken = null!, AccessToken = new Secret("a") }))!.ParamName, Is.EqualTo("tokens"));
        Assert.That(Assert.Throws<ArgumentException>(() => factory.CredentialsFor(""))!.ParamName, Is.EqualTo("idToken"));
        Assert.That(Assert.ThrowsAsync<ArgumentNullException>(() => factory.GetCredentialsForAsync(null!))!.ParamName, Is.EqualTo("idToken"));
    }

    [TestCaseSource(nameof(Calls))]
    public async Task A_bad_text(Func<IAuth, string?, Task> call, string? text, string parameter)
    {
        await using var world = new MockWorld();

        ArgumentException? error = Assert.CatchAsync<ArgumentException>(() => call(world.Auth, text));

        Assert.That(error!.ParamName, Is.EqualTo(parameter));
    }

    private static IEnumerable<TestCaseData> ProfileCalls()
    {
        (Func<IAuth, string?, Task> Call, string Parameter)[] calls =
        [
            ((auth, text) => auth.ResetPasswordAsync(text!), "username"),
            ((auth, text) => auth.ConfirmResetPasswordAsync(text!, "c", "p"), "username"),
            ((auth, text) => auth.ConfirmResetPasswordAsync("u", text!, "p"), "code"),
            ((auth, text) => auth.ConfirmResetPasswordAsync("u", "c", text!), "newPassword"),
            ((auth, text) => auth.ChangePasswordAsync(text!, "p"), "oldPassword"),
            ((auth, text) => auth.ChangePasswordAsync("p", text!), "newPassword"),
            ((auth, text) => auth.Attributes.SendCodeAsync(text!), "name"),
            ((auth, text) => auth.Attributes.ConfirmAsync(text!, "c"), "name"),
            ((auth, text) => auth.Attributes.ConfirmAsync("email", text!), "code"),
            ((auth, text) => auth.Attributes.DeleteAsync([text!]), "names"),
            ((auth, text) => auth.Attributes.UpdateAsync(new Dictionary<string, string> { [text ?? ""] = "v" }), "attributes"),
        ];
        return calls.SelectMany((c, i) => new[] { null, "" }.Select(bad => new TestCaseData(c.Call, bad, c.Parameter).SetArgDisplayNames($"{i}", bad ?? "null", c.Parameter)));
    }

    [TestCaseSource(nameof(ProfileCalls))]
    public Task A_bad_text_about_oneself(Func<IAuth, string?, Task> call, string? text, string parameter) => A_bad_text(call, text, parameter);

    [Test]
    public async Task Attributes_that_cannot_be_sent_are_refused_here()
    {
        await using var world = new MockWorld();
        IAuthAttributes attributes = world.Auth.Attributes;

        Assert.That(() => attributes.UpdateAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("attributes"));
        Assert.That(() => attributes.UpdateAsync(new Dictionary<string, string>()), Throws.ArgumentException.With.Property("ParamName").EqualTo("attributes"));
        Assert.That(() => attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = null! }), Throws.ArgumentException.With.Message.Contains("name").And.Message.Contains("delete it"));
        Assert.That(() => attributes.DeleteAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("names"));
        Assert.That(() => attributes.DeleteAsync([]), Throws.ArgumentException.With.Property("ParamName").EqualTo("names"));
        foreach (string name in new[] { "sub", "email_verified", "phone_number_verified" })
        {
            Assert.That(() => attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana", [name] = "true" }), Throws.ArgumentException.With.Message.Contains(name));
            Assert.That(() => attributes.DeleteAsync([name]), Throws.ArgumentException.With.Message.Contains(name));
        }
    }

    [Test]
    public async Task A_disposed_engine_says_so_to_roles_too()
    {
        var world = new MockWorld();
        (IAuthAttributes attributes, IAuthAccount account) = (world.Auth.Attributes, world.Auth.Account);
        await world.DisposeAsync();

        Assert.That(() => attributes.FetchAsync(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => account.DeleteUserAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Null_objects_are_named()
    {
        await using var world = new MockWorld();
        Assert.That(() => world.Auth.ConfirmSignInAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("answer"));
        Assert.That(() => world.Auth.Protect((SignInStep)null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("step"));
        Assert.That(() => world.Auth.Protect((AutoSignIn)null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("signUp"));
        Assert.That(() => world.Auth.AutoSignInAsync(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("signUp"));
        Assert.That(() => TestSteps.Passkey().With(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("credentialJson"));
        Assert.That(() => TestSteps.CustomChallenge().With(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("answer"));
        Assert.That(() => new Auth(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("options"));
        Assert.That(() => new AuthFactory(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("options"));
        await using var factory = new AuthFactory(world.Options, new AuthServices { UserPoolClient = world.Client.Object, TokenKeys = world.Tokens.KeySource });
        Assert.That(() => factory.Create(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("sessionKey"));
        Assert.That(() => factory.EndSessionsAsync(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("userId"));
        Assert.That(() => TestSteps.TotpCode().With(""), Throws.ArgumentException.With.Property("ParamName").EqualTo("code"));
        Assert.That(() => TestSteps.Password().With(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("password"));
    }

    [Test]
    public async Task Options_that_mean_nothing_are_refused()
    {
        await using var world = new MockWorld();
        Assert.That(() => world.Auth.SignInAsync("u", "p", new SignInOptions { Flow = (SignInFlow)99 }), Throws.ArgumentException.With.Message.Contains("Flow"));
        Assert.That(() => world.Auth.SignInAsync("u", "p", new SignInOptions { WhenAlreadySignedIn = (WhenAlreadySignedIn)99 }), Throws.ArgumentException.With.Message.Contains("WhenAlreadySignedIn"));
    }

    [Test]
    public void All_faults_of_the_options_are_listed_at_once()
    {
        AuthConfigurationException? both = Assert.Throws<AuthConfigurationException>(() => new Auth(new AuthOptions(), new AuthServices { SessionStore = new Amplify.Sessions.InMemorySessionStore() }));
        Assert.That(both!.Message, Does.Contain("UserPoolId").And.Contain("Protector"));

        AuthConfigurationException? error = Assert.Throws<AuthConfigurationException>(() => new Auth(new AuthOptions { RequestTimeout = TimeSpan.Zero }));

        Assert.That(error!.Faults, Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(error.Message, Does.Contain("UserPoolId").And.Contain("UserPoolClientId").And.Contain("RequestTimeout"));
    }
}
