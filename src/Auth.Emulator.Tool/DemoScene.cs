namespace Amplify.Emulator.Tool;

/// <summary>What the command starts with: a pool, a client, a user, the social providers with an account each, an identity pool, a bucket and two APIs.</summary>
internal sealed class DemoScene
{
    public const string Username = "demo";
    public const string Password = "Demo-Passw0rd1";
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];
    private static readonly int[] Ports = [3000, 5000, 8080, 8400, 8401];
    private static readonly string[] Paths = ["", "/", "/callback", "/signin-callback", "/signout-callback"];

    private static readonly IdentityProviderType[] Providers =
    [
        IdentityProviderType.Google, IdentityProviderType.Facebook, IdentityProviderType.LoginWithAmazon, IdentityProviderType.SignInWithApple,
    ];

    private DemoScene(EmulatedAppClient client, EmulatedIdentityPool identities, EmulatedBucket bucket)
    {
        Client = client;
        Identities = identities;
        Bucket = bucket;
    }

    /// <summary>Where an application on this machine usually wants to be called back.</summary>
    public static IReadOnlyList<string> UsualCallbackUrls { get; } =
        [.. from host in Hosts from port in Ports from path in Paths select $"http://{host}:{port}{path}"];

    public EmulatedUserPool Pool => Client.Pool;

    public EmulatedAppClient Client { get; }

    public EmulatedIdentityPool Identities { get; }

    public EmulatedBucket Bucket { get; }

    /// <exception cref="ArgumentException">A callback URL may not be registered.</exception>
    public static DemoScene Set(CognitoEmulator emulator, IReadOnlyList<string> callbackUrls, DeviceConfiguration? devices)
    {
        EmulatedUserPool pool = emulator.AddUserPool(new UserPoolSettings { Name = "local", DeviceConfiguration = devices });
        IReadOnlyList<string> urls = callbackUrls.Count > 0 ? callbackUrls : UsualCallbackUrls;
        EmulatedAppClient client = pool.AddClient(new AppClientSettings { Name = "local", CallbackURLs = urls, LogoutURLs = urls });
        pool.AddUser(Username, Password, new Dictionary<string, string> { ["email"] = "demo@example.com", ["phone_number"] = "+15550100" });
        foreach (IdentityProviderType type in Providers)
        {
            EmulatedIdentityProvider provider = pool.AddIdentityProvider(new IdentityProviderSettings { Type = type });
            provider.AddUser("1234567890", new Dictionary<string, string> { ["name"] = "Demo Person", ["email"] = "demo.person@example.com", ["email_verified"] = "true" });
        }

        EmulatedIdentityPool identities = emulator.AddIdentityPool(new IdentityPoolSettings { Name = "local", AllowClassicFlow = true });
        identities.AddUserPoolClient(client);
        emulator.AddSignedApi();
        emulator.AddBearerApi(pool);
        return new DemoScene(client, identities, emulator.AddBucket("photos"));
    }
}
