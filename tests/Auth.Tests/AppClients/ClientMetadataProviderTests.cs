using System.Text.Json.Nodes;
using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.AppClients;

/// <summary>Client metadata from a provider goes along with every request that can carry it.</summary>
public sealed class ClientMetadataProviderTests
{
    private static readonly Dictionary<string, string> _ofCall = new() { ["both"] = "call", ["call"] = "call" };

    [Test]
    public async Task Every_request_carries_the_providers_metadata_with_the_calls_over_it([Values(SignInFlow.UserSrp, SignInFlow.UserPassword)] SignInFlow flow)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var asked = new List<(string Operation, string? Username)>();
        Auth auth = NewAuth(world, (context, _) =>
        {
            asked.Add((context.Operation, context.Username));
            return new(new Dictionary<string, string> { ["both"] = "provider", ["provider"] = context.Operation });
        });

        await auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com" }, ClientMetadata = _ofCall });
        await auth.ResendSignUpCodeAsync("ben", new ResendSignUpCodeOptions { ClientMetadata = _ofCall });
        await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"), new ConfirmSignUpOptions { ClientMetadata = _ofCall });
        await auth.SignInAsync("ana", AuthWorld.Password, new SignInOptions { Flow = flow, ClientMetadata = _ofCall });
        await auth.CurrentSessionAsync(new CurrentSessionOptions { ForceRefresh = true, ClientMetadata = _ofCall });

        List<(string Operation, string? Username)> expected =
        [
            ("SignUp", "ben"), ("ResendConfirmationCode", "ben"), ("ConfirmSignUp", "ben"), ("InitiateAuth", "ana"), ("RespondToAuthChallenge", "ana"), ("GetTokensFromRefreshToken", "ana"),
        ];
        expected.RemoveAll(e => e.Operation == "RespondToAuthChallenge" && flow == SignInFlow.UserPassword);
        Assert.That(asked, Is.EqualTo(expected));
        foreach ((string operation, _) in expected)
        {
            Assert.That(Sent(world, operation), Is.EquivalentTo(new Dictionary<string, string> { ["both"] = "call", ["call"] = "call", ["provider"] = operation }), operation);
        }
    }

    [Test]
    public async Task The_answer_to_a_step_carries_it_too()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.User.SetTemporaryPassword(AuthWorld.Password);
        Auth auth = NewAuth(world, (context, _) => new(new Dictionary<string, string> { ["provider"] = context.Username! }));
        var step = (SignInStep.NewPassword)(await auth.SignInAsync("ana", AuthWorld.Password)).NextStep!;
        world.Cognito.Requests.Clear();

        await auth.ConfirmSignInAsync(step.With("Another-Horse-8!"), new ConfirmSignInOptions { ClientMetadata = _ofCall });

        Assert.That(Sent(world, "RespondToAuthChallenge"), Is.EquivalentTo(new Dictionary<string, string> { ["both"] = "call", ["call"] = "call", ["provider"] = "ana" }));
    }

    [Test]
    public async Task A_refresh_nobody_asked_for_carries_it_too([Values(RefreshVia.Auto, RefreshVia.InitiateAuth)] RefreshVia via)
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = NewAuth(world, (_, _) => new(new Dictionary<string, string> { ["provider"] = "yes" }), options => options.RefreshVia = via);
        await auth.SignInAsync("ana", AuthWorld.Password);
        world.Cognito.Requests.Clear();
        world.ExpireTokens();

        await auth.GetAccessTokenAsync();

        Assert.That(Sent(world, via == RefreshVia.Auto ? "GetTokensFromRefreshToken" : "InitiateAuth"), Is.EquivalentTo(new Dictionary<string, string> { ["provider"] = "yes" }));
    }

    [Test]
    public async Task A_provider_may_have_nothing_to_say()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = NewAuth(world, (_, _) => default);

        await auth.SignInAsync("ana", AuthWorld.Password);

        Assert.That(world.Cognito.Requests.All.Where(r => r.Body?["ClientMetadata"] is not null), Is.Empty);
    }

    [Test]
    public async Task A_provider_that_throws_is_a_typed_error()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = NewAuth(world, (_, _) => throw new InvalidOperationException("inner text"));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => auth.SignInAsync("ana", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.ProviderFailed));
        Assert.That(error.Message, Does.Contain("ClientMetadataProvider").And.Not.Contain("inner text"));
        Assert.That(error.InnerException, Is.InstanceOf<InvalidOperationException>());
        Assert.That(world.Cognito.Requests.Count("InitiateAuth"), Is.Zero);
    }

    private static Dictionary<string, string> Sent(AuthWorld world, string operation)
    {
        JsonNode? metadata = world.Cognito.Requests.All.Last(r => r.Operation == operation).Body!["ClientMetadata"];
        return metadata?.AsObject().ToDictionary(m => m.Key, m => m.Value!.GetValue<string>()) ?? [];
    }

    private static Auth NewAuth(
        AuthWorld world,
        Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>> provider,
        Action<AuthOptions>? change = null) => world.NewAuth(change, new AuthServices
    {
        SessionStore = world.Store,
        Protector = world.Protector,
        TimeProvider = world.Clock,
        ClientMetadataProvider = provider,
    });
}
