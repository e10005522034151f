using Amplify.CognitoIdentityProvider.Model;
using Amplify.Testing;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Profile;

/// <summary>The identities claim, in the forms it comes in.</summary>
public sealed class IdentitiesTests
{
    private const string Google = """{"userId":"1155","providerName":"Google","providerType":"Google","issuer":null,"primary":"true","dateCreated":"1772694489000"}""";
    private const string Saml = """{"userId":"ana@corp","providerName":"Corp","providerType":"SAML","issuer":"urn:corp","primary":false,"dateCreated":1772694489000}""";

    [Test]
    public async Task A_list_of_objects_in_the_token_is_read()
    {
        await using var world = new MockWorld();
        var google = new Dictionary<string, object?> { ["userId"] = "1155", ["providerName"] = "Google", ["providerType"] = "Google", ["issuer"] = null, ["primary"] = "true", ["dateCreated"] = "1772694489000" };
        AuthenticationResultType result = world.Result(refreshToken: "refresh-1");
        result.IdToken = world.Tokens.CreateIdToken(new Dictionary<string, object?> { ["identities"] = new object[] { google } });
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new InitiateAuthResponse { AuthenticationResult = result });

        SignInResult signIn = await world.Auth.SignInAsync("ana", "Any-password-1");

        AuthIdentity identity = signIn.Session!.User!.Identities.Single();
        Assert.That((identity.ProviderName, identity.ProviderType, identity.UserId, identity.Issuer, identity.IsPrimary), Is.EqualTo(("Google", "Google", "1155", (string?)null, true)));
        Assert.That(identity.DateCreated, Is.EqualTo(AuthWorld.Start));
    }

    [TestCase($"[{Google},{Saml}]", ExpectedResult = 2, TestName = "The list as text")]
    [TestCase(Google, ExpectedResult = 1, TestName = "One object as text")]
    [TestCase("[]", ExpectedResult = 0, TestName = "An empty list")]
    [TestCase("[1, null, {\"providerName\":\"Google\"}]", ExpectedResult = 1, TestName = "What is no object is left out")]
    [TestCase("Google_1155", ExpectedResult = 0, TestName = "What is no JSON is left out")]
    [TestCase("", ExpectedResult = 0, TestName = "Nothing")]
    [TestCase("[{\"dateCreated\":\"99999999999999999\",\"primary\":[1],\"userId\":{}}]", ExpectedResult = 1, TestName = "Values that make no sense are left out")]
    public int Identities_of(string claim) => User(claim).Identities.Count;

    [Test]
    public void Values_are_read_whether_they_are_text_or_not()
    {
        IReadOnlyList<AuthIdentity> identities = User($"[{Google},{Saml}]").Identities;

        Assert.That(identities.Select(i => i.IsPrimary), Is.EqualTo(new[] { true, false }));
        Assert.That(identities.Select(i => i.DateCreated), Is.All.EqualTo(AuthWorld.Start));
        Assert.That(identities[1].Issuer, Is.EqualTo("urn:corp"));
    }

    [Test]
    public void What_makes_no_sense_is_null()
    {
        AuthIdentity odd = User("[{\"dateCreated\":\"99999999999999999\",\"primary\":[1],\"userId\":{}}]").Identities.Single();

        Assert.That((odd.DateCreated, odd.IsPrimary, odd.UserId), Is.EqualTo(((DateTimeOffset?)null, false, "")));
    }

    [Test]
    public void Most_users_have_none() => Assert.That(TestSessions.SignedIn().User!.Identities, Is.Empty);

    private static AuthUser User(string claim) => TestSessions.SignedIn(new Dictionary<string, object?> { ["identities"] = claim }).User!;
}
