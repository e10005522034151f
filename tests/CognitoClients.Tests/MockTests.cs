using Amplify.CognitoIdentity;
using Amplify.CognitoIdentity.Model;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Moq;

namespace Amplify.Tests;

/// <summary>The interfaces can be mocked, which an interface with AWS's static abstract members cannot be of itself.</summary>
internal sealed class MockTests
{
    [Test]
    public async Task Moq_stands_in_for_user_pools()
    {
        Mock<IAmazonCognitoIdentityProvider> mock = new(MockBehavior.Strict);
        mock.Setup(client => client.GetUserAsync(It.Is<GetUserRequest>(request => request.AccessToken == "token"), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new GetUserResponse { Username = "ana", UserAttributes = [new AttributeType { Name = "email", Value = "ana@example.com" }] });
        mock.Setup(client => client.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CognitoIdentityProvider.Model.NotAuthorizedException("Incorrect username or password."));

        GetUserResponse user = await mock.Object.GetUserAsync(new GetUserRequest { AccessToken = "token" });

        Assert.That(user.UserAttributes!.Single().Value, Is.EqualTo("ana@example.com"));
        Assert.That(async () => await mock.Object.InitiateAuthAsync(new InitiateAuthRequest()), Throws.TypeOf<CognitoIdentityProvider.Model.NotAuthorizedException>());
    }

    [Test]
    public async Task Moq_stands_in_for_identity_pools()
    {
        Mock<IAmazonCognitoIdentity> mock = new();
        mock.Setup(client => client.GetIdAsync(It.IsAny<GetIdRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(new GetIdResponse { IdentityId = "eu-west-1:1" });

        Assert.That((await mock.Object.GetIdAsync(new GetIdRequest())).IdentityId, Is.EqualTo("eu-west-1:1"));
    }
}
