using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>A Cognito in this process, with everything an application could want of its backend: on loopback, in memory, gone when the program ends.</summary>
internal static class EmulatedPlace
{
    private const string BucketName = "photos";
    private const string Password = "Passw0rd!";

    private static readonly string[] _callbacks = ["http://localhost:8400/callback", "http://localhost:8401/callback", "http://localhost:8402/callback"];

    private static readonly string[] _signedOut = ["http://localhost:8400/signed-out", "http://localhost:8401/signed-out", "http://localhost:8402/signed-out"];

    private static readonly IdentityProviderType[] _providers =
    [
        IdentityProviderType.Google, IdentityProviderType.Facebook, IdentityProviderType.LoginWithAmazon, IdentityProviderType.SignInWithApple,
    ];

    /// <summary>Starts the emulator on a free port. It runs on the real clock, so an authenticator app on a real phone works with it.</summary>
    public static Task<CognitoEmulator> StartAsync(CancellationToken cancellationToken) =>
        CognitoEmulator.StartAsync(new EmulatorOptions { Clock = EmulatorClock.Real() }, cancellationToken);

    /// <summary>Makes a user pool with an app client, users, providers and an identity pool, and says how to reach it.</summary>
    /// <param name="cognito">The emulator.</param>
    /// <param name="requireMfa">Whether everybody needs a second factor. Codes and passkeys are then no first ones.</param>
    public static Place Set(CognitoEmulator cognito, bool requireMfa)
    {
        EmulatedUserPool pool = cognito.AddUserPool(new UserPoolSettings { Name = "Acme Photos", Mfa = requireMfa ? MfaMode.On : MfaMode.Optional });
        EmulatedAppClient client = pool.AddClient(new AppClientSettings { CallbackURLs = _callbacks, LogoutURLs = _signedOut });
        EmulatedIdentityPool identities = cognito.AddIdentityPool();
        identities.AddUserPoolClient(client);
        if (cognito.Buckets.Count == 0)
        {
            cognito.AddBucket(BucketName);
        }

        AddProviders(pool);
        return new Place
        {
            Description = $"An emulated Amazon Cognito in this process, at {cognito.Endpoint.GetLeftPart(UriPartial.Authority)}",
            Lasts = false,
            Options = new AuthOptions
            {
                UserPoolId = pool.Id,
                UserPoolClientId = client.Id,
                IdentityPoolId = identities.Id,
                Endpoints = AuthEndpoints.Local(cognito.Endpoint),
                OAuth = new OAuthOptions
                {
                    Domain = pool.HostedUiDomain.ToString(),
                    RedirectSignIn = [.. _callbacks.Select(url => new Uri(url))],
                    RedirectSignOut = [.. _signedOut.Select(url => new Uri(url))],
                    Providers = [IdentityProvider.Google, IdentityProvider.Facebook, IdentityProvider.Amazon, IdentityProvider.Apple],
                },
            },
            Bucket = new Bucket(BucketName, cognito.Region, cognito.Endpoint),
            Users = AddUsers(pool, requireMfa),
            Helper = new EmulatedHelper(cognito, pool),
            Notes =
            [
                "Codes by e-mail and text message arrive here, in a frame of their own, when you are asked for them.",
                "Authenticator apps on a real phone work. If none is at hand, the code it would show stands beside the question.",
            ],
        };
    }

    private static DemoUser[] AddUsers(EmulatedUserPool pool, bool requireMfa)
    {
        var ana = new DemoUser("ana", Password, requireMfa ? "sets up a second factor when signing in" : "a password, and codes by e-mail; no second factor yet");
        var ben = new DemoUser("ben", Password, "has a second factor: codes by e-mail");
        var cleo = new DemoUser("cleo", "Temp0rary!", "was invited: chooses a new password when signing in");
        var dan = new DemoUser("dan", Password, "must reset the password first");
        var eva = new DemoUser("eva", Password, "has two second factors: chooses one");
        // An address that is verified is a second factor already: without one, Ana has to set something up.
        Dictionary<string, string> anas = Attributes("ana", "Ana Lima");
        anas["email_verified"] = requireMfa ? "false" : "true";
        pool.AddUser(ana.Username, ana.Password, anas).AddToGroup("photographers");
        pool.AddUser(ben.Username, ben.Password, Attributes("ben", "Ben Ode")).EnableEmailMfa();
        pool.AddUser(cleo.Username, cleo.Password, Attributes("cleo", "Cleo Park")).SetTemporaryPassword(cleo.Password);
        pool.AddUser(dan.Username, dan.Password, Attributes("dan", "Dan Roy")).RequirePasswordReset();
        EmulatedUser both = pool.AddUser(eva.Username, eva.Password, Attributes("eva", "Eva Sand"));
        both.EnableEmailMfa();
        both.EnableSmsMfa("+15550100");
        return [ana, ben, cleo, dan, eva];
    }

    private static void AddProviders(EmulatedUserPool pool)
    {
        foreach (IdentityProviderType type in _providers)
        {
            pool.AddIdentityProvider(new IdentityProviderSettings { Type = type })
                .AddUser("1234567890", new Dictionary<string, string> { ["name"] = "Gina Gold", ["email"] = "gina@example.com" });
        }
    }

    private static Dictionary<string, string> Attributes(string username, string name) => new() { ["email"] = $"{username}@example.com", ["name"] = name };
}
