using Amplify.SignIn.Srp;

namespace Amplify.Tests.Srp;

public sealed class SecretHashTests
{
    // Computed with: printf '%s' anaclientid | openssl dgst -sha256 -hmac 'app-client-secret' -binary | base64
    [TestCase("ana", "clientid", "qU/Icvqg22iouycO6dRNjLiUbBZjkI9pbyL44I0OaZ8=")]
    [TestCase("josé", "clientid", "5dcchXoiLo4xbTd3tyS7Mrf29f0l4+D//A9aLB+C6pc=")]
    public void The_hash_is_that_of_user_name_and_client_id(string username, string clientId, string expected)
    {
        Assert.That(SecretHash.Compute(new Secret("app-client-secret"), clientId, username), Is.EqualTo(expected));
    }
}
