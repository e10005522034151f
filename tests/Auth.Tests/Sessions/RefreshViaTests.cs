using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Sessions;

/// <summary>Which call renews, and what it carries.</summary>
public sealed class RefreshViaTests
{
    [Test]
    public async Task Refresh_goes_the_way_the_options_say([Values] RefreshVia via, [Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = await world.SignedInAsync(o => o.RefreshVia = via);
        world.ExpireTokens();

        AuthSession session = await auth.CurrentSessionAsync();

        Assert.That(session.IsSignedIn, Is.True, session.Error?.ToString());
        Assert.That(world.Refreshes, Is.EqualTo(via is RefreshVia.InitiateAuth or RefreshVia.TokenEndpoint ? 0 : 1));
        Assert.That(world.Cognito.Requests.Count("oauth2/token"), Is.EqualTo(via == RefreshVia.TokenEndpoint ? 1 : 0));
        Assert.That(world.Cognito.Requests.Count("InitiateAuth"), Is.EqualTo(via == RefreshVia.InitiateAuth ? 1 : 0));
    }

    [Test]
    public async Task Initiate_auth_under_rotation_is_refused_and_nothing_is_lost()
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { RefreshTokenRotation = new RefreshTokenRotation() });
        Auth auth = await world.SignedInAsync(o => o.RefreshVia = RefreshVia.InitiateAuth);
        world.ExpireTokens();

        Assert.That((await auth.CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.Refused));
        await auth.DisposeAsync();
        Assert.That((await world.NewAuth().CurrentSessionAsync()).State, Is.EqualTo(AuthSessionState.SignedIn), "configured rightly, it goes on");
    }

    [Test]
    public async Task Auto_falls_back_once_where_the_newer_call_is_unknown()
    {
        await using var world = new MockWorld();
        Auth auth = await world.SignedInAndExpiredAsync();
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AmazonCognitoIdentityProviderException("?", ErrorType.Sender, "UnknownOperationException", "r", System.Net.HttpStatusCode.BadRequest));
        world.Client.Setup(c => c.InitiateAuthAsync(It.Is<InitiateAuthRequest>(r => r.AuthFlow == AuthFlowType.REFRESH_TOKEN_AUTH && r.AuthParameters!["REFRESH_TOKEN"] == "refresh-1"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new InitiateAuthResponse { AuthenticationResult = world.Result() });

        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.That((await auth.CurrentSessionAsync()).IsSignedIn, Is.True);

        world.Client.Verify(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }
}
