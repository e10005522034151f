using System.Numerics;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Srp;
using Amplify.Tests.Support;
using Moq;

namespace Amplify.Tests.Devices;

/// <summary>The device's proof against arithmetic of the test's own, and a service that says what no honest one does.</summary>
public sealed class DeviceProofTests
{
    private const string Key = "eu-west-1_11111111-2222-3333-4444-555555555555";
    private const string Group = "-AbCdEfGh";
    private const string Session = "a-session-of-more-than-twenty-characters";
    private const string SecretBlock = "c2VjcmV0IGJsb2Nr";

    private static readonly BigInteger _b = SrpServer.Number("1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef");

    [Test]
    public async Task A_registered_device_proves_itself_and_no_arithmetic_runs_on_the_callers_thread()
    {
        await using var world = new MockWorld();
        DeviceSecretVerifierConfigType kept = await RegisterAsync(world);
        BigInteger salt = Number(kept.Salt!);
        BigInteger verifier = Number(kept.PasswordVerifier!);
        string? clientPublic = null;
        var threads = new List<int>();
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session });
        Responds(world, request =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            Dictionary<string, string> said = request.ChallengeResponses!;
            Assert.That((said["USERNAME"], said["DEVICE_KEY"]), Is.EqualTo(("ana", Key)));
            if (request.ChallengeName == ChallengeNameType.DEVICE_SRP_AUTH)
            {
                Assert.That(request.Session, Is.EqualTo(Session));
                clientPublic = said["SRP_A"];
                return Verifier(SrpServer.Hex(salt), SrpServer.Hex(SrpServer.PublicValue(verifier, _b)));
            }

            Assert.That((request.ChallengeName!.Value, request.Session, said["PASSWORD_CLAIM_SECRET_BLOCK"]), Is.EqualTo(("DEVICE_PASSWORD_VERIFIER", "second" + Session, SecretBlock)));
            Assert.That(said["PASSWORD_CLAIM_SIGNATURE"], Is.EqualTo(SrpServer.Signature(clientPublic!, verifier, _b, Group, Key, SecretBlock, said["TIMESTAMP"])));
            return new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() };
        });

        // Everything the service says is there at once: without a hop all of it would run on the calling thread.
        Task<SignInResult>? signIn = null;
        var caller = new Thread(() => signIn = world.Auth.SignInAsync("ana", "Any-password-1"));
        caller.Start();
        caller.Join();

        Assert.That((await signIn!).IsSignedIn, Is.True);
        Assert.That(threads, Has.Count.EqualTo(2).And.None.EqualTo(caller.ManagedThreadId));
    }

    [Test]
    public async Task A_registration_makes_no_arithmetic_on_the_callers_thread()
    {
        await using var world = new MockWorld();
        int confirmedOn = 0;
        Initiates(world, new InitiateAuthResponse { AuthenticationResult = New(world) });
        world.Client.Setup(c => c.ConfirmDeviceAsync(It.IsAny<ConfirmDeviceRequest>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            confirmedOn = Environment.CurrentManagedThreadId;
            return Task.FromResult(new ConfirmDeviceResponse());
        });

        Task<SignInResult>? signIn = null;
        var caller = new Thread(() => signIn = world.Auth.SignInAsync("ana", "Any-password-1"));
        caller.Start();
        caller.Join();

        SignInResult result = await signIn!;
        Assert.That((result.NewDevice!.IsConfirmed, result.NewDevice.IsRemembered), Is.EqualTo((true, true)), "what is not said is not asked for");
        Assert.That(confirmedOn, Is.Not.Zero.And.Not.EqualTo(caller.ManagedThreadId));
    }

    [Test]
    public async Task A_device_nobody_knows_is_not_proved_and_the_password_is_tried_once_more()
    {
        await using var world = new MockWorld();
        int initiated = 0;
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            initiated++;
            return new InitiateAuthResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session };
        });

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.DeviceForgotten));
        Assert.That(error.Suggestion, Does.Contain("again"));
        Assert.That(initiated, Is.EqualTo(2));
    }

    [Test]
    public async Task A_device_that_is_not_believed_after_a_step_ends_the_flow_and_is_forgotten()
    {
        await using var world = new MockWorld();
        await RegisterAsync(world);
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.SMS_MFA, Session = Session });
        Responds(world, request => request.ChallengeName!.Value switch
        {
            "SMS_MFA" => new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session },
            "DEVICE_SRP_AUTH" => Verifier("0a", "0b"),
            _ => throw Refused.With("NotAuthorizedException", "Incorrect username or password."),
        });
        var step = (SignInStep.SmsCode)(await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep!;

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.ConfirmSignInAsync(step.With("123456")));

        Assert.That((error!.Reason, error.Code), Is.EqualTo((AuthErrorReason.DeviceForgotten, "NotAuthorizedException")));
        RespondToAuthChallengeRequest? sent = null;
        Responds(world, request =>
        {
            sent = request;
            return new RespondToAuthChallengeResponse { AuthenticationResult = world.Result() };
        });
        await world.Auth.ConfirmSignInAsync(step.With("123456"));
        Assert.That(sent!.ChallengeResponses!.ContainsKey("DEVICE_KEY"), Is.False);
    }

    [TestCase("", "0b")]
    [TestCase("0a", "0")]
    [TestCase("xyz", "0b")]
    [TestCase(null, "0b")]
    public async Task Values_no_honest_service_sends_are_typed_and_cost_nothing(string? salt, string serverPublic)
    {
        await using var world = new MockWorld();
        await RegisterAsync(world);
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session });
        Responds(world, _ => Verifier(salt, serverPublic));

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.Auth.SignInAsync("ana", "Any-password-1"));

        Assert.That(error!.Reason, Is.EqualTo(AuthErrorReason.InvalidResponse));
        InitiateAuthRequest? sent = null;
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync((InitiateAuthRequest request, CancellationToken _) =>
        {
            sent = request;
            return new InitiateAuthResponse { AuthenticationResult = world.Result() };
        });
        await world.Auth.SignInAsync("ana", "Any-password-1");
        Assert.That(sent!.AuthParameters!["DEVICE_KEY"], Is.EqualTo(Key), "the device is still known");
    }

    [Test]
    public async Task Whatever_follows_the_device_is_a_step_and_a_service_that_goes_on_asking_is_left()
    {
        await using var world = new MockWorld();
        await RegisterAsync(world);
        Initiates(world, new InitiateAuthResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session });
        Responds(world, _ => new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.SOFTWARE_TOKEN_MFA, Session = Session });
        Assert.That((await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep, Is.TypeOf<SignInStep.TotpCode>());

        Responds(world, _ => new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.DEVICE_SRP_AUTH, Session = Session });
        Assert.That((await world.Auth.SignInAsync("ana", "Any-password-1")).NextStep, Is.TypeOf<SignInStep.Unknown>());
    }

    [Test]
    public async Task Metadata_with_holes_is_no_device()
    {
        await using var world = new MockWorld();
        foreach (NewDeviceMetadataType metadata in new NewDeviceMetadataType[] { new(), new() { DeviceKey = Key }, new() { DeviceGroupKey = Group }, new() { DeviceKey = "", DeviceGroupKey = "" } })
        {
            AuthenticationResultType tokens = world.Result();
            tokens.NewDeviceMetadata = metadata;
            Initiates(world, new InitiateAuthResponse { AuthenticationResult = tokens });

            SignInResult result = await world.Auth.SignInAsync("ana", "Any-password-1", new SignInOptions { WhenAlreadySignedIn = WhenAlreadySignedIn.Replace });

            Assert.That((result.IsSignedIn, result.NewDevice), Is.EqualTo((true, (NewDevice?)null)));
        }
    }

    /// <summary>Signs in as on a new device, and out again.</summary>
    private static async Task<DeviceSecretVerifierConfigType> RegisterAsync(MockWorld world)
    {
        ConfirmDeviceRequest? confirmed = null;
        Initiates(world, new InitiateAuthResponse { AuthenticationResult = New(world) });
        world.Client.Setup(c => c.ConfirmDeviceAsync(It.IsAny<ConfirmDeviceRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync((ConfirmDeviceRequest request, CancellationToken _) =>
        {
            confirmed = request;
            return new ConfirmDeviceResponse { UserConfirmationNecessary = false };
        });
        Assert.That((await world.Auth.SignInAsync("ana", "Any-password-1")).NewDevice?.IsConfirmed, Is.True);
        await world.Auth.SignOutAsync(new SignOutOptions { Revoke = false });
        Assert.That(confirmed!.DeviceKey, Is.EqualTo(Key));
        return confirmed.DeviceSecretVerifierConfig!;
    }

    private static AuthenticationResultType New(MockWorld world)
    {
        AuthenticationResultType tokens = world.Result(refreshToken: "refresh-1");
        tokens.NewDeviceMetadata = new NewDeviceMetadataType { DeviceKey = Key, DeviceGroupKey = Group };
        return tokens;
    }

    private static RespondToAuthChallengeResponse Verifier(string? salt, string serverPublic)
    {
        var parameters = new Dictionary<string, string> { ["SRP_B"] = serverPublic, ["SECRET_BLOCK"] = SecretBlock, ["USERNAME"] = "ana", ["DEVICE_KEY"] = Key };
        if (salt is not null)
        {
            parameters["SALT"] = salt;
        }

        return new RespondToAuthChallengeResponse { ChallengeName = ChallengeNameType.DEVICE_PASSWORD_VERIFIER, Session = "second" + Session, ChallengeParameters = parameters };
    }

    private static BigInteger Number(string base64) => new(Convert.FromBase64String(base64), isUnsigned: true, isBigEndian: true);

    private static void Initiates(MockWorld world, InitiateAuthResponse response) =>
        world.Client.Setup(c => c.InitiateAuthAsync(It.IsAny<InitiateAuthRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(response);

    private static void Responds(MockWorld world, Func<RespondToAuthChallengeRequest, RespondToAuthChallengeResponse> answer) =>
        world.Client.Setup(c => c.RespondToAuthChallengeAsync(It.IsAny<RespondToAuthChallengeRequest>(), It.IsAny<CancellationToken>()))
            .Returns((RespondToAuthChallengeRequest request, CancellationToken _) => Task.FromResult(answer(request)));
}
