using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Adversary;

/// <summary>Somebody else signs in in the middle of a call: what was meant for one user never reaches the other.</summary>
public sealed class AnotherUserTests
{
    [Test]
    public async Task Deleting_one_user_does_not_sign_out_the_next_one()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.DeleteUserAsync(It.IsAny<DeleteUserRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (DeleteUserRequest _, CancellationToken _) =>
            {
                await BenSignsInAsync(world);
                return new DeleteUserResponse();
            });

        DeleteUserResult result = await world.Auth.Account.DeleteUserAsync();

        Assert.That(result.SignOutError, Is.Null);
        Assert.That((await world.Auth.CurrentSessionAsync()).User?.Username, Is.EqualTo("ben"), "in memory");
        Assert.That((await world.NewAuth().CurrentSessionAsync()).User?.Username, Is.EqualTo("ben"), "in the store");
    }

    [Test]
    public async Task A_factor_verified_by_one_user_is_not_enabled_for_the_next_one()
    {
        await using MockWorld world = await SignedInAsync();
        var sent = new List<string?>();
        world.Client.Setup(c => c.VerifySoftwareTokenAsync(It.IsAny<VerifySoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (VerifySoftwareTokenRequest _, CancellationToken _) =>
            {
                await BenSignsInAsync(world);
                return new VerifySoftwareTokenResponse { Status = VerifySoftwareTokenResponseType.SUCCESS };
            });
        world.Client.Setup(c => c.SetUserMFAPreferenceAsync(It.IsAny<SetUserMFAPreferenceRequest>(), It.IsAny<CancellationToken>()))
            .Callback((SetUserMFAPreferenceRequest request, CancellationToken _) => sent.Add(request.AccessToken))
            .ReturnsAsync(new SetUserMFAPreferenceResponse());
        string ofAna = await world.Auth.GetAccessTokenAsync();

        try
        {
            await world.Auth.Mfa.VerifyTotpAsync("123456", new VerifyTotpOptions { Preference = MfaPreference.Preferred });
        }
        catch (AuthException)
        {
            // Telling that it did not come to it is right, too.
        }

        Assert.That(sent, Is.All.EqualTo(ofAna));
    }

    [Test]
    public async Task A_shared_secret_never_comes_with_another_users_name()
    {
        await using MockWorld world = await SignedInAsync();
        string ofAna = await world.Auth.GetAccessTokenAsync();
        string? sent = null;
        world.Client.Setup(c => c.AssociateSoftwareTokenAsync(It.IsAny<AssociateSoftwareTokenRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (AssociateSoftwareTokenRequest request, CancellationToken _) =>
            {
                sent ??= request.AccessToken;
                await BenSignsInAsync(world);
                return new AssociateSoftwareTokenResponse { SecretCode = "JBSWY3DPEHPK3PXP" };
            });

        TotpSetUp setUp = await world.Auth.Mfa.SetUpTotpAsync();

        Assert.That(sent, Is.EqualTo(ofAna));
        Assert.That(setUp.AccountName, Does.Not.Contain("ben"));
    }

    [Test]
    public async Task The_session_shown_after_an_update_is_not_another_users()
    {
        await using MockWorld world = await SignedInAsync();
        world.Client.Setup(c => c.UpdateUserAttributesAsync(It.IsAny<UpdateUserAttributesRequest>(), It.IsAny<CancellationToken>()))
            .Returns(async (UpdateUserAttributesRequest _, CancellationToken _) =>
            {
                await BenSignsInAsync(world);
                return new UpdateUserAttributesResponse();
            });
        world.Client.Setup(c => c.GetTokensFromRefreshTokenAsync(It.IsAny<GetTokensFromRefreshTokenRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new GetTokensFromRefreshTokenResponse { AuthenticationResult = Ben(world) });

        UpdateAttributesResult result = await world.Auth.Attributes.UpdateAsync(new Dictionary<string, string> { ["name"] = "Ana" }, new UpdateAttributesOptions { RefreshSession = true });

        Assert.That(result.Session?.User?.Username, Is.Not.EqualTo("ben"));
    }

    private static async Task<MockWorld> SignedInAsync()
    {
        var world = new MockWorld();
        await world.Auth.SignInAsync("ana", "Any-password-1");
        return world;
    }

    private static async Task BenSignsInAsync(MockWorld world)
    {
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { AuthenticationResult = Ben(world) });
        await world.Auth.SignInAsync("ben", "Any-password-2", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });
    }

    private static AuthenticationResultType Ben(MockWorld world) => new()
    {
        IdToken = world.Tokens.CreateIdToken(new Dictionary<string, object?> { ["sub"] = "another-user", ["cognito:username"] = "ben", ["email"] = "ben@example.com" }),
        AccessToken = world.Tokens.CreateAccessToken(new Dictionary<string, object?> { ["sub"] = "another-user", ["username"] = "ben" }),
        RefreshToken = "refresh-of-ben",
    };
}
