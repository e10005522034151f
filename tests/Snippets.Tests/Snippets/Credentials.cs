using Amazon;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Snippets;

/// <summary>What an application writes to reach AWS as its user.</summary>
internal static class Credentials
{
    public static async Task UploadAsync(IAuth auth)
    {
        #region Snippet: s3
        using var s3 = new AmazonS3Client(auth.AWSCredentials, RegionEndpoint.EUWest1);   // once; it follows the session
        SessionCredentials credentials = await auth.CurrentCredentialsAsync();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "photos", Key = $"private/{credentials.IdentityId}/cat.jpg", FilePath = "cat.jpg" });
        #endregion
    }

    public static AuthOptions Configure()
    {
        #region Snippet: identity-pool
        var options = new AuthOptions
        {
            UserPoolId = "eu-west-1_AbCdEfGhI",
            UserPoolClientId = "1example23456789",
            IdentityPoolId = "eu-west-1:6f1c0f8e-1b6a-4c39-9d1e-2f0f4f1f2a3b",
            AllowGuestAccess = true,
        };
        #endregion
        return options;
    }

    public static void Watch(IAuth auth)
    {
        #region Snippet: identity-changed
        auth.Changed += (_, change) =>
        {
            if (change.Change == AuthChange.IdentityChanged && change.OldIdentityId != change.IdentityId)
            {
                MoveFiles(from: change.OldIdentityId, to: change.IdentityId);   // what the guest had is not under the user's prefix
            }
        };
        #endregion
    }

    public static async Task ChooseAsync(AuthOptions options)
    {
        #region Snippet: role-chooser
        await using var auth = new Auth(options, new AuthServices
        {
            RoleChooser = (context, _) => new(context.Roles.FirstOrDefault(role => role.EndsWith("/Editor", StringComparison.Ordinal))),
        });
        #endregion
        await auth.WarmUpAsync();
    }

    public static async Task FederateAsync(IAuth auth, string googleIdToken, DateTimeOffset expiresAt)
    {
        #region Snippet: federated-token
        SignInResult result = await auth.FederatedSignInAsync(FederatedToken.Google(googleIdToken, expiresAt));
        SessionCredentials credentials = await auth.CurrentCredentialsAsync();
        #endregion
        Console.WriteLine($"{result.Session?.State} {credentials.IdentityId}");
    }

    public static async Task RefreshAsync(AuthOptions options, Func<FederationContext, CancellationToken, Task<(string Token, DateTimeOffset ExpiresAt)>> google)
    {
        #region Snippet: federated-refresher
        await using var auth = new Auth(options, new AuthServices
        {
            FederatedTokenRefresher = async (context, cancellation) =>
            {
                (string token, DateTimeOffset expiresAt) = await google(context, cancellation);   // with the refresh token you keep
                return FederatedToken.Google(token, expiresAt);
            },
        });
        #endregion
        await auth.WarmUpAsync();
    }

    public static async Task AdoptAsync(IAuth auth, string idToken, string accessToken, string refreshToken)
    {
        #region Snippet: adopt-tokens
        SignInResult result = await auth.AdoptTokensAsync(new AdoptedTokens
        {
            IdToken = new Secret(idToken),
            AccessToken = new Secret(accessToken),
            RefreshToken = new Secret(refreshToken),                         // null if whoever gave it goes on using it
        });
        #endregion
        Console.WriteLine(result.IsSignedIn);
    }

    public static async Task ActAsync(AuthFactory factory, string bearer)
    {
        #region Snippet: credentials-for
        using var s3 = new AmazonS3Client(factory.CredentialsFor(bearer), RegionEndpoint.EUWest1);
        SessionCredentials credentials = await factory.GetCredentialsForAsync(bearer);
        ListObjectsV2Response files = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "photos", Prefix = $"private/{credentials.IdentityId}/" });
        #endregion
        Console.WriteLine(files.KeyCount);
    }

    public static async Task<string> PresignAsync(IAuth auth, IAmazonS3 s3, string key, DateTime expires)
    {
        #region Snippet: warm-up
        await auth.WarmUpAsync();                                            // now the synchronous call finds credentials in memory
        string url = s3.GetPreSignedURL(new GetPreSignedUrlRequest { BucketName = "photos", Key = key, Expires = expires });
        #endregion
        return url;
    }

    public static async Task<bool> CatchAsync(IAuth auth, IAmazonS3 s3)
    {
        #region Snippet: credentials-errors
        try
        {
            await s3.GetObjectAsync("photos", "public/welcome.jpg");
        }
        catch (Amazon.Runtime.AmazonClientException e) when (e.InnerException is SignInRequiredException)
        {
            return false;                                                    // show the sign-in
        }
        #endregion
        return auth is not null;
    }

    private static void MoveFiles(string? from, string? to) => Console.WriteLine($"{from} {to}");
}
