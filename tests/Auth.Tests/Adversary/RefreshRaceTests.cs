using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Amplify.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>What no hook of a store can bring about: two readers between their look at memory and the refresh.</summary>
public sealed class RefreshRaceTests
{
    [Test]
    public async Task A_reader_who_comes_too_late_does_not_take_another_view_that_is_no_good_either()
    {
        await using var world = new MockWorld();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new GetTokensFromRefreshTokenResponse { AuthenticationResult = world.Result(refreshToken: "refresh-2") });
        AuthSettings settings = AuthSettings.From(world.Options);
        NullLogger logger = NullLogger.Instance;
        var clock = new ServiceClock(world.Clock, logger);
        var storage = new SessionStorage(world.Store, null, null, new SessionCodec(world.Protector), settings, clock, logger);
        var views = new SessionViews(clock);
        var publisher = new SessionPublisher(new SessionEvents(new EventPump(null, logger)), settings, clock, logger);
        var flight = Flight(world, settings, storage, views, publisher, clock);
        await using var refresher = new SessionRefresher(flight, publisher, settings, clock, new BackgroundWork(), logger);
        AuthenticationResultType tokens = world.Result();
        SessionKey key = SessionKey.New();
        var entry = new SessionEntry(key, storage.KeyOf(key));
        var document = new SessionDocument { UserId = TokenReader.Read(tokens.IdToken!).Subject, Username = "ana", IdToken = tokens.IdToken!, AccessToken = tokens.AccessToken!, RefreshToken = "refresh-1" };
        string eTag = (await storage.WriteAsync(entry.DocumentKey, document, WriteCondition.Absent, CancellationToken.None))!;

        // One reader looked at the first view; the second, whose signatures nobody could check, is shown before it asks for the refresh.
        SessionView seen = views.Of(document, "an older version", SessionSource.Store);
        SessionView untrusted = SessionViews.Unverified(document, eTag, known: null);
        publisher.Loaded(entry, entry.Look(world.Clock), untrusted);
        RefreshOutcome outcome = await refresher.Start(entry, seen, clientMetadata: null);

        Assert.That(outcome.Error, Is.Null);
        Assert.That(outcome.View, Is.Not.SameAs(untrusted), "tokens nobody verified");
        Assert.That(outcome.View.Document!.RefreshToken, Is.EqualTo("refresh-2"));
    }

    [Test]
    public async Task A_reader_who_comes_after_the_engine_is_gone_gets_a_typed_failure()
    {
        await using var world = new MockWorld();
        AuthSettings settings = AuthSettings.From(world.Options);
        NullLogger logger = NullLogger.Instance;
        var clock = new ServiceClock(world.Clock, logger);
        var storage = new SessionStorage(world.Store, null, null, new SessionCodec(world.Protector), settings, clock, logger);
        var views = new SessionViews(clock);
        var publisher = new SessionPublisher(new SessionEvents(new EventPump(null, logger)), settings, clock, logger);
        var refresher = new SessionRefresher(Flight(world, settings, storage, views, publisher, clock), publisher, settings, clock, new BackgroundWork(), logger);
        AuthenticationResultType tokens = world.Result();
        SessionKey key = SessionKey.New();
        var entry = new SessionEntry(key, storage.KeyOf(key));
        var document = new SessionDocument { UserId = TokenReader.Read(tokens.IdToken!).Subject, Username = "ana", IdToken = tokens.IdToken!, AccessToken = tokens.AccessToken!, RefreshToken = "refresh-1" };
        string eTag = (await storage.WriteAsync(entry.DocumentKey, document, WriteCondition.Absent, CancellationToken.None))!;
        await refresher.DisposeAsync();

        RefreshOutcome outcome = await refresher.Start(entry, views.Of(document, eTag, SessionSource.Store), clientMetadata: null);

        Assert.That(outcome.Error!.Reason, Is.EqualTo(AuthErrorReason.TimedOut));
    }

    private static RefreshFlight Flight(MockWorld world, AuthSettings settings, SessionStorage storage, SessionViews views, SessionPublisher publisher, ServiceClock clock)
    {
        NullLogger logger = NullLogger.Instance;
        var providers = new ApplicationProviders(settings, clock, logger);
        var caller = new ServiceCaller(settings, clock, logger);
        var secrets = new ClientSecrets(settings, null, providers);
        var oauth = new OAuthEndpoints(settings, new HttpMessageInvoker(new SocketsHttpHandler()), caller, secrets);
        var verifier = new TokenVerifier(settings, world.Tokens.KeySource);
        var work = new BackgroundWork();
        return new RefreshFlight(
            storage,
            new RenewedDocuments(storage, verifier, clock, logger),
            views,
            new StoredViews(views, verifier, settings, clock),
            new TokenRenewal(settings, world.Client.Object, oauth, caller, secrets, new ClientMetadata(null, providers)),
            verifier,
            publisher,
            new CatalogEntries(storage, work, logger),
            new DroppedTokens(storage, new TokenRevocation(settings, world.Client.Object, oauth, caller, secrets), work, logger),
            clock,
            logger);
    }
}
