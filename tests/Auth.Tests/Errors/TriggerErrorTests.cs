using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Errors;

/// <summary>Triggers of the pool that refuse or break, against the emulator.</summary>
public sealed class TriggerErrorTests
{
    [Test]
    public async Task What_a_trigger_says_to_the_user_arrives_as_it_is()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.Triggers.PreSignUp = _ => throw new TriggerRefusedException("Only staff may sign up. Ask Ben!");

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignUpAsync("eve", AuthWorld.Password));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.LambdaTrigger));
        Assert.That((error.Error.Trigger, error.Error.TriggerMessage), Is.EqualTo(("PreSignUp", "Only staff may sign up. Ask Ben!")));
        Assert.That(error.Error.Message, Is.EqualTo("PreSignUp failed with error Only staff may sign up. Ask Ben!."));
    }

    [Test]
    public async Task A_trigger_that_breaks_is_told_apart_from_one_that_refuses()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        world.Pool.Triggers.PreAuthentication = _ => throw new InvalidOperationException("No such table");

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().SignInAsync("ana", AuthWorld.Password));

        Assert.That((error!.Reason, error.Code), Is.EqualTo((AuthErrorReason.LambdaTrigger, "UnexpectedLambdaException")));
        Assert.That(error.Error.TriggerMessage, Is.EqualTo("No such table"));
        Assert.That(error.Suggestion, Does.Contain("log"));
    }

    [Test]
    public async Task A_trigger_that_refuses_a_refresh_ends_no_session()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.Pool.Triggers.PreTokenGeneration = _ => throw new TriggerRefusedException("Not now");

        UpdateAttributesResult updated = await auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana Maria" }, new UpdateAttributesOptions { RefreshSession = true });

        Assert.That(updated.IsDone, Is.True);
        Assert.That((updated.SessionError!.Reason, updated.SessionError.TriggerMessage), Is.EqualTo((AuthErrorReason.LambdaTrigger, "Not now")));
        Assert.That(updated.Session!.IsSignedIn, Is.True);
    }

    [Test]
    public async Task The_providers_metadata_reaches_the_trigger_of_a_refresh()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth(services: new AuthServices
        {
            TimeProvider = world.Clock,
            ClientMetadataProvider = (context, _) => new(new Dictionary<string, string> { ["operation"] = context.Operation }),
        });
        await auth.SignInAsync("ana", AuthWorld.Password);
        IReadOnlyDictionary<string, string>? seen = null;
        world.Pool.Triggers.PreTokenGeneration = told =>
        {
            seen = told.ClientMetadata;
            return told;
        };
        world.ExpireTokens();

        await auth.GetAccessTokenAsync();

        Assert.That(seen, Is.EquivalentTo(new Dictionary<string, string> { ["operation"] = "GetTokensFromRefreshToken" }));
    }

    [Test]
    public async Task Groups_are_current_after_a_refresh_on_request()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = await world.SignedInAsync();
        world.User.AddToGroup("editors");

        UpdateAttributesResult updated = await auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana Maria" }, new UpdateAttributesOptions { RefreshSession = true });

        Assert.That(updated.Session!.User!.Groups, Is.EqualTo(new[] { "editors" }));
    }
}
