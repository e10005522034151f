using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.UserContexts;

/// <summary>What the provider is asked, and that its word goes along wherever the service takes it.</summary>
public sealed class UserContextDataTests
{
    [Test]
    public async Task It_goes_along_with_every_operation_that_has_a_place_for_it()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = true, EnablePropagateAdditionalUserContextData = true });
        var provider = new Recorder();
        Auth auth = world.NewAuth(services: world.Services(contexts: provider));
        world.User.EnableEmailMfa();

        await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" } });
        await auth.ResendSignUpCodeAsync("ben");
        await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"));
        await auth.ResetPasswordAsync("ben");
        await auth.ConfirmResetPasswordAsync("ben", world.Cognito.Outbox.LatestCode("ben"), "Another-Horse-8!");
        var step = (SignInStep.EmailCode)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        await auth.ConfirmSignInAsync(step.With(world.Cognito.Outbox.LatestCode("ana")));

        string[] operations = ["SignUp", "ResendConfirmationCode", "ConfirmSignUp", "ForgotPassword", "ConfirmForgotPassword", "InitiateAuth", "RespondToAuthChallenge", "RespondToAuthChallenge"];
        Assert.That(world.Cognito.Requests.All.Where(r => operations.Contains(r.Operation)).Select(r => (r.Operation, (string?)r.Body?["UserContextData"]?["EncodedData"], (string?)r.Body?["UserContextData"]?["IpAddress"])),
            Is.EqualTo(operations.Select(o => (o, $"data for {o}", "192.0.2.7"))));
        Assert.That(provider.Asked.Select(c => c.UserPoolId), Is.All.EqualTo(world.Pool.Id));
        Assert.That(provider.Asked.Select(c => c.ClientId), Is.All.EqualTo(world.Client.Id));
        Assert.That(provider.Asked.Select(c => c.Username).Distinct(), Is.EqualTo(new[] { "ben", "ana" }));
        Assert.That(provider.Asked.Select(c => c.Time), Is.All.EqualTo(world.Clock.GetUtcNow()).Within(TimeSpan.FromSeconds(1)));
        Assert.That(provider.Asked.Select(c => c.DeviceId).Distinct().ToArray(), Has.Length.EqualTo(1), "one device");
        Assert.That(world.User.LastUserContext?.IpAddress, Is.EqualTo("192.0.2.7"));
    }

    [Test]
    public async Task The_device_is_the_same_in_the_next_run_and_after_a_sign_out()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var first = new Recorder();
        Auth auth = world.NewAuth(services: world.Services(contexts: first));
        await auth.SignInAsync("ana", AuthWorld.Password);
        await auth.SignOutAsync();
        await auth.DisposeAsync();

        var second = new Recorder();
        await world.NewAuth(services: world.Services(contexts: second)).SignInAsync("ana", AuthWorld.Password);

        Assert.That(second.Asked[0].DeviceId, Is.EqualTo(first.Asked[0].DeviceId).And.Not.Empty);
    }

    [Test]
    public async Task A_store_that_cannot_keep_the_device_does_not_stop_a_sign_in()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var provider = new Recorder();
        Auth auth = world.NewAuth(services: world.Services(new DeviceShyStore(world.Store) { FailWrites = true }, contexts: provider));

        Assert.That((await auth.SignInAsync("ana", AuthWorld.Password)).IsSignedIn, Is.True);
        Assert.That(provider.Asked[0].DeviceId, Is.Not.Empty);
    }

    [Test]
    public async Task Nothing_is_sent_where_nothing_is_given()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.NewAuth(services: world.Services(contexts: new Recorder { Silent = true })).SignInAsync("ana", AuthWorld.Password);

        Assert.That(world.Cognito.Requests.All.Select(r => r.Body?["UserContextData"]), Is.All.Null);
    }

    [Test]
    public async Task A_provider_that_fails_or_does_not_answer_is_typed_and_nothing_is_sent([Values] bool hangs)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        using var ticking = new Ticking(world.Clock);
        Auth auth = world.NewAuth(o => o.RequestTimeout = TimeSpan.FromSeconds(1), world.Services(contexts: new Recorder { Hangs = hangs, Fails = !hangs }));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(error.Message, Does.Contain(nameof(AuthServices.UserContextDataProvider)).And.Not.Contain("192.0.2.7"));
        Assert.That(world.Cognito.Requests.Count("InitiateAuth"), Is.Zero);
    }

    private sealed class Recorder : IUserContextDataProvider
    {
        private readonly List<Amplify.UserContext> _asked = [];

        public IReadOnlyList<Amplify.UserContext> Asked => _asked;

        public bool Silent { get; init; }

        public bool Fails { get; init; }

        public bool Hangs { get; init; }

        public async ValueTask<UserContextData?> GetAsync(Amplify.UserContext context, CancellationToken cancellationToken = default)
        {
            _asked.Add(context);
            if (Hangs)
            {
                await new TaskCompletionSource().Task;
            }

            return Fails ? throw new InvalidOperationException("No data of 192.0.2.7.")
                : Silent ? null
                : new UserContextData { EncodedData = $"data for {context.Operation}", IpAddress = "192.0.2.7" };
        }
    }
}
