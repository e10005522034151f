using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;
using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.Credentials;

/// <summary>From a sign-in to a file in a bucket, over HTTP, with AWS's own clients.</summary>
internal sealed class AwsSdkTests
{
    private AwsWorld _world = null!;

    [SetUp]
    public async Task Start() => _world = await AwsWorld.StartAsync(new IdentityPoolSettings { AllowClassicFlow = true });

    [TearDown]
    public async Task Stop() => await _world.DisposeAsync();

    [Test]
    public async Task A_client_made_before_the_sign_in_signs_as_whoever_is_there()
    {
        Auth auth = _world.NewAuth();
        AmazonS3Client s3 = _world.S3(auth.AWSCredentials);

        await auth.SignInAsync("ana", AwsWorld.Password);
        string ana = (await auth.CurrentCredentialsAsync()).IdentityId;
        await AwsWorld.PutAsync(s3, $"private/{ana}/note.txt", "ana's");
        Assert.That(await AwsWorld.ReadAsync(s3, $"private/{ana}/note.txt"), Is.EqualTo("ana's"));

        await auth.SignOutAsync();
        Assert.ThrowsAsync<AmazonS3Exception>(() => AwsWorld.ReadAsync(s3, $"private/{ana}/note.txt"), "a guest");

        await auth.SignInAsync("bo", AwsWorld.Password);
        string bo = (await auth.CurrentCredentialsAsync()).IdentityId;
        await AwsWorld.PutAsync(s3, $"private/{bo}/note.txt", "bo's");
        AmazonS3Exception refused = Assert.ThrowsAsync<AmazonS3Exception>(() => AwsWorld.ReadAsync(s3, $"private/{ana}/note.txt"))!;
        Assert.That(refused.ErrorCode, Is.EqualTo("AccessDenied"));
    }

    [Test]
    public async Task Nobodys_request_is_not_sent_and_says_why()
    {
        Auth auth = _world.NewAuth(o => o.AllowGuestAccess = false);

        AmazonClientException e = Assert.ThrowsAsync<AmazonClientException>(() => _world.S3(auth.AWSCredentials).GetObjectAsync(AwsWorld.BucketName, "x"))!;

        Assert.That(e.InnerException, Is.InstanceOf<SignInRequiredException>());
        Assert.That(e.Message, Does.Contain("Nobody is signed in"));
    }

    [Test]
    public async Task Who_the_caller_is_STS_tells()
    {
        Auth auth = _world.NewAuth();
        await auth.SignInAsync("ana", AwsWorld.Password);

        GetCallerIdentityResponse who = await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.That(who.Arn, Does.Contain(_world.Identities.AuthenticatedRole!.Name).And.EndWith("/CognitoIdentityCredentials"));
    }

    [Test]
    public async Task The_basic_flow_assumes_the_role_through_the_one_handler()
    {
        EmulatedRole role = _world.Identities.AddRole("photographer");
        var seen = new CountingHandler();
        Auth auth = _world.NewAuth(o => (o.AuthenticatedRoleArn, o.RoleSessionName) = (role.Arn, "desk-7"), seen);
        await auth.SignInAsync("ana", AwsWorld.Password);

        GetCallerIdentityResponse who = await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.That(who.Arn, Does.EndWith($"{role.Name}/desk-7"));
        Assert.That(seen.Bodies, Has.Some.Contains("AssumeRoleWithWebIdentity"));
    }

    [Test]
    public async Task A_guest_in_the_basic_flow_has_the_guests_role()
    {
        Auth auth = _world.NewAuth(o => o.UnauthenticatedRoleArn = _world.Identities.UnauthenticatedRole!.Arn);

        GetCallerIdentityResponse who = await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.That(who.Arn, Does.Contain(_world.Identities.UnauthenticatedRole!.Name));
    }

    [Test]
    public async Task A_guests_files_identity_becomes_the_users()
    {
        Auth auth = _world.NewAuth();
        string guest = (await auth.CurrentCredentialsAsync()).IdentityId;
        Assert.That(_world.Identities.FindIdentity(guest)!.IsGuest);

        await auth.SignInAsync("ana", AwsWorld.Password);
        SessionCredentials user = await auth.CurrentCredentialsAsync();

        Assert.That(user.IdentityId, Is.EqualTo(guest));
        Assert.That(_world.Identities.FindIdentity(guest)!.IsGuest, Is.False);
        Assert.That(_world.Identities.Identities, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_second_device_of_a_user_merges_into_the_first_ones_identity()
    {
        Auth first = _world.NewAuth();
        await first.SignInAsync("ana", AwsWorld.Password);
        string hers = (await first.CurrentCredentialsAsync()).IdentityId;
        await first.SignOutAsync();
        Auth second = _world.NewAuth();
        string guest = (await second.CurrentCredentialsAsync()).IdentityId;
        Assert.That(guest, Is.Not.EqualTo(hers));

        await second.SignInAsync("ana", AwsWorld.Password);

        Assert.That((await second.CurrentCredentialsAsync()).IdentityId, Is.EqualTo(hers));
    }

    [Test]
    public async Task A_deleted_identity_is_replaced()
    {
        Auth auth = _world.NewAuth();
        await auth.SignInAsync("ana", AwsWorld.Password);
        string gone = (await auth.CurrentCredentialsAsync()).IdentityId;
        _world.Identities.DeleteIdentity(gone);

        SessionCredentials credentials = await auth.CurrentCredentialsAsync(new CurrentCredentialsOptions { ForceRefresh = true });

        Assert.That(credentials.IdentityId, Is.Not.EqualTo(gone));
        Assert.That((await _world.Sts(auth.AWSCredentials).GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn, Is.Not.Empty);
    }

    [Test]
    public async Task An_API_acts_for_its_caller()
    {
        Auth caller = _world.NewAuth();
        await caller.SignInAsync("ana", AwsWorld.Password);
        string token = await caller.GetIdTokenAsync();
        AuthFactory api = _world.NewFactory();
        SessionCredentials hers = await api.GetCredentialsForAsync(token);

        AmazonS3Client s3 = _world.S3(api.CredentialsFor(token));
        await AwsWorld.PutAsync(s3, $"private/{hers.IdentityId}/note.txt", "by the API");

        Assert.That(await AwsWorld.ReadAsync(_world.S3(caller.AWSCredentials), $"private/{hers.IdentityId}/note.txt"), Is.EqualTo("by the API"));
    }

    [Test]
    public async Task A_presigned_URL_is_made_with_credentials_obtained_synchronously()
    {
        Auth auth = _world.NewAuth();
        await auth.SignInAsync("ana", AwsWorld.Password);
        string id = (await _world.NewAuth().CurrentCredentialsAsync()).IdentityId;
        await AwsWorld.PutAsync(_world.S3(auth.AWSCredentials), $"private/{id}/a.txt", "signed");

        string url = _world.S3(auth.AWSCredentials).GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = AwsWorld.BucketName,
            Key = $"private/{id}/a.txt",
            Expires = _world.Cognito.Clock.GetUtcNow().AddMinutes(5).UtcDateTime,
            Protocol = Protocol.HTTP,
        });

        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri(url)), Is.EqualTo("signed"));
    }

    [Test]
    public async Task Synchronous_callers_are_served_over_HTTP()
    {
        Auth auth = _world.NewAuth();
        await auth.SignInAsync("ana", AwsWorld.Password);

        ImmutableCredentials credentials = auth.AWSCredentials.GetCredentials();

        Assert.That(credentials.Token, Is.Not.Empty);
        Assert.That(_world.Cognito.Requests.Count("GetCredentialsForIdentity"), Is.EqualTo(1));
    }

    [Test]
    public async Task Credentials_past_their_end_are_renewed_without_a_word()
    {
        Auth auth = _world.NewAuth();
        await auth.SignInAsync("ana", AwsWorld.Password);
        AmazonS3Client s3 = _world.S3(auth.AWSCredentials);
        SessionCredentials before = await auth.CurrentCredentialsAsync();
        await AwsWorld.PutAsync(s3, $"private/{before.IdentityId}/a.txt", "still here");

        _world.Cognito.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.That(await AwsWorld.ReadAsync(s3, $"private/{before.IdentityId}/a.txt"), Is.EqualTo("still here"));
        Assert.That((await auth.CurrentCredentialsAsync()).AccessKeyId, Is.Not.EqualTo(before.AccessKeyId));
    }

    [Test]
    public async Task Revoked_tokens_are_found_out_and_the_session_ends()
    {
        Auth auth = _world.NewAuth(o => o.AllowGuestAccess = false);
        await auth.SignInAsync("ana", AwsWorld.Password);
        _world.Pool.FindUser("ana")!.SignOutEverywhere();

        SignInRequiredException e = Assert.ThrowsAsync<SignInRequiredException>(() => auth.CurrentCredentialsAsync().AsTask())!;

        Assert.That(e.EndReason, Is.EqualTo(SessionEndReason.RefreshTokenRevoked));
    }

    /// <summary>Keeps the form bodies it sends.</summary>
    private sealed class CountingHandler : DelegatingHandler
    {
        public CountingHandler()
            : base(new SocketsHttpHandler())
        {
        }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
            {
                Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
