using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;

namespace Amplify.Tests;

public sealed class WireTests
{
    [Test]
    public async Task A_call_is_one_post_of_aws_json()
    {
        using ScriptedHandler http = new();
        using AmazonCognitoIdentityProviderClient client = new(new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, http);
        const string Answer = """{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":{"SALT":"ab"},"AuthenticationResult":{"ExpiresIn":3600},"New":[{"a":1}]}""";
        http.ExpectJson(Answer);

        InitiateAuthResponse response = await client.InitiateAuthAsync(new InitiateAuthRequest
        {
            AuthFlow = AuthFlowType.USER_SRP_AUTH,
            ClientId = "client",
            AuthParameters = new Dictionary<string, string> { ["USERNAME"] = "ana+é" },
        });

        SentRequest sent = http.Sent.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Method, Is.EqualTo(HttpMethod.Post));
            Assert.That(sent.Url.AbsoluteUri, Is.EqualTo("https://cognito-idp.eu-west-1.amazonaws.com/"));
            Assert.That(sent.ContentType, Is.EqualTo("application/x-amz-json-1.1"));
            Assert.That(sent.Target, Is.EqualTo("AWSCognitoIdentityProviderService.InitiateAuth"));
            Assert.That(sent.Headers["Cache-Control"], Is.EqualTo("no-store"));
            Assert.That(sent.Headers["User-Agent"], Does.Match(@"^Amplify\.CognitoClients/\d+\.\d+\.\d+$"));
            Assert.That(sent.Headers, Does.Not.ContainKey("Authorization"));
            Assert.That(sent.Body, Is.EqualTo("""{"AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"ana+é"},"ClientId":"client"}"""));
            Assert.That(response.ChallengeName, Is.SameAs(ChallengeNameType.PASSWORD_VERIFIER));
            Assert.That(response.ChallengeParameters!["SALT"], Is.EqualTo("ab"));
            Assert.That(response.AuthenticationResult!.ExpiresIn, Is.EqualTo(3600));
            Assert.That(response.Session, Is.Null);
            Assert.That(response.ResponseMetadata.RequestId, Is.EqualTo("request-1"));
            Assert.That((int)response.HttpStatusCode, Is.EqualTo(200));
            Assert.That(response.ContentLength, Is.EqualTo(Answer.Length));
        }
    }
}
