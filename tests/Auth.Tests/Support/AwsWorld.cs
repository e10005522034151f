using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amplify.Emulator;
using Amplify.Sessions;

namespace Amplify.Tests.Support;

/// <summary>
/// An emulator with user pool, identity pool and bucket, and AWS's own clients over it. Its clock runs, since AWS's clients sign by the
/// system's; what is to be over is ended by settings, not by the clock.
/// </summary>
internal sealed class AwsWorld : IAsyncDisposable
{
    public const string Password = "Correct-Horse-7!";
    public const string BucketName = "photos";

    private readonly List<IDisposable> _clients = [];
    private readonly List<IAsyncDisposable> _engines = [];

    private AwsWorld(CognitoEmulator cognito, IdentityPoolSettings? identities)
    {
        Cognito = cognito;
        Pool = cognito.AddUserPool();
        Client = Pool.AddClient();
        Identities = cognito.AddIdentityPool(identities);
        Identities.AddUserPoolClient(Client, serverSideTokenCheck: true);
        Bucket = cognito.AddBucket(BucketName);
        Pool.AddUser("ana", Password, new Dictionary<string, string> { ["email"] = "ana@example.com" });
        Pool.AddUser("bo", Password, new Dictionary<string, string> { ["email"] = "bo@example.com" });
        Store = new InMemorySessionStore(cognito.Clock);
    }

    public CognitoEmulator Cognito { get; }

    public EmulatedUserPool Pool { get; }

    public EmulatedAppClient Client { get; }

    public EmulatedIdentityPool Identities { get; }

    public EmulatedBucket Bucket { get; }

    public InMemorySessionStore Store { get; }

    public ISessionProtector Protector { get; } = AesGcmSessionProtector.CreateEphemeral();

    public static async Task<AwsWorld> StartAsync(IdentityPoolSettings? identities = null) =>
        new(await CognitoEmulator.StartAsync(new EmulatorOptions { Clock = EmulatorClock.Real() }), identities);

    public AuthOptions Options(Action<AuthOptions>? change = null)
    {
        var options = new AuthOptions
        {
            UserPoolId = Pool.Id,
            UserPoolClientId = Client.Id,
            IdentityPoolId = Identities.Id,
            AllowGuestAccess = true,
            Endpoints = AuthEndpoints.Local(Cognito.Endpoint),
        };
        change?.Invoke(options);
        return options;
    }

    public Auth NewAuth(
        Action<AuthOptions>? change = null,
        HttpMessageHandler? http = null,
        Func<RoleChoiceContext, CancellationToken, ValueTask<string?>>? chooser = null)
    {
        var auth = new Auth(Options(change), new AuthServices
        {
            SessionStore = Store,
            Protector = Protector,
            TimeProvider = Cognito.Clock,
            HttpHandler = http,
            RoleChooser = chooser,
        });
        _engines.Add(auth);
        return auth;
    }

    public AuthFactory NewFactory(Action<AuthOptions>? change = null)
    {
        var factory = new AuthFactory(Options(change), new AuthServices { SessionStore = Store, Protector = Protector, TimeProvider = Cognito.Clock });
        _engines.Add(factory);
        return factory;
    }

    public AmazonS3Client S3(AWSCredentials credentials) => Keep(new AmazonS3Client(
        credentials,
        new AmazonS3Config { ServiceURL = Cognito.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = Cognito.Region, MaxErrorRetry = 1 }));

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) => Keep(new AmazonSecurityTokenServiceClient(
        credentials,
        new AmazonSecurityTokenServiceConfig { ServiceURL = Cognito.Endpoint.ToString(), AuthenticationRegion = Cognito.Region, MaxErrorRetry = 0 }));

    public static async Task<string> ReadAsync(AmazonS3Client s3, string key)
    {
        using GetObjectResponse got = await s3.GetObjectAsync(BucketName, key);
        using var reader = new StreamReader(got.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    public static Task PutAsync(AmazonS3Client s3, string key, string text) => s3.PutObjectAsync(new PutObjectRequest { BucketName = BucketName, Key = key, ContentBody = text });

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        foreach (IAsyncDisposable engine in _engines)
        {
            await engine.DisposeAsync();
        }

        await Cognito.DisposeAsync();
    }

    private T Keep<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}
