using Amplify.Emulator;
using Amplify.Tests.Support;

namespace Amplify.Tests.SignUp;

/// <summary>Creating and confirming users.</summary>
public sealed class SignUpTests
{
    private static readonly SignUpOptions _withEmail = new()
    {
        UserAttributes = new Dictionary<string, string> { ["email"] = "ben@example.com", ["name"] = "Ben" },
        ClientMetadata = new Dictionary<string, string> { ["from"] = "test" },
        ValidationData = new Dictionary<string, string> { ["captcha"] = "ok" },
    };

    [Test]
    public async Task A_user_signs_up_confirms_and_signs_in([Values] bool clientSecret)
    {
        await using AuthWorld world = await AuthWorld.StartAsync(new AppClientSettings { GenerateSecret = clientSecret });
        Auth auth = world.NewAuth();

        SignUpResult signUp = await auth.SignUpAsync("ben", AuthWorld.Password, _withEmail);
        Assert.That(signUp.IsConfirmed, Is.False);
        Assert.That(signUp.UserId, Is.EqualTo(world.Pool.FindUser("ben")!.Sub));
        Assert.That(signUp.CodeDelivery!.Destination, Is.EqualTo("b***@e***"));
        Assert.That(signUp.CodeDelivery.Medium, Is.EqualTo(DeliveryMedium.Email));
        Assert.That(signUp.CodeDelivery.AttributeName, Is.EqualTo("email"));

        CodeDelivery? again = await auth.ResendSignUpCodeAsync("ben");
        Assert.That(again?.Destination, Is.EqualTo("b***@e***"));
        string code = world.Cognito.Outbox.LatestCode("ben");
        ConfirmSignUpResult wrong = await auth.ConfirmSignUpAsync("ben", code == "000000" ? "000001" : "000000");
        Assert.That(wrong.IsConfirmed, Is.False);
        Assert.That(wrong.Rejection?.Reason, Is.EqualTo(AuthErrorReason.WrongCode));

        ConfirmSignUpResult right = await auth.ConfirmSignUpAsync("ben", code);
        Assert.That(right.IsConfirmed, Is.True);
        Assert.That((await auth.SignInAsync("ben", AuthWorld.Password)).Session?.User?.Name, Is.EqualTo("Ben"));
    }

    [Test]
    public async Task Attributes_metadata_and_validation_data_go_along()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        await world.NewAuth().SignUpAsync("ben", AuthWorld.Password, _withEmail);

        string body = world.Cognito.Requests.All.Single(r => r.Operation == "SignUp").Body!.ToJsonString();
        Assert.That(body, Does.Contain("captcha").And.Contain("\"from\":\"test\"").And.Contain("ben@example.com"));
    }

    [Test]
    public async Task What_is_changed_after_the_call_began_changes_nothing()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        var attributes = new Dictionary<string, string> { ["email"] = "ben@example.com" };
        var validationData = new Dictionary<string, string> { ["captcha"] = "given" };
        var asked = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        Auth auth = world.NewAuth(services: new AuthServices
        {
            TimeProvider = world.Clock,
            ClientMetadataProvider = async (_, _) =>
            {
                asked.SetResult();
                await goOn.Task;
                return null;
            },
        });

        Task<SignUpResult> signUp = auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = attributes, ValidationData = validationData });
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        attributes["email"] = "eve@example.com";
        validationData["captcha"] = "changed";
        goOn.SetResult();
        await signUp;

        string body = world.Cognito.Requests.All.Single(r => r.Operation == "SignUp").Body!.ToJsonString();
        Assert.That(body, Does.Contain("ben@example.com").And.Contain("given").And.Not.Contain("eve@example.com").And.Not.Contain("changed"));
    }

    [Test]
    public async Task An_attribute_without_name_or_value_is_the_callers_mistake()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        var nothing = new Dictionary<string, string> { ["nickname"] = null! };
        var nameless = new Dictionary<string, string> { [""] = "Ben" };

        Assert.That(() => auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { UserAttributes = nothing }), Throws.ArgumentException.With.Message.Contain("UserAttributes").And.Message.Contain("nickname"));
        Assert.That(() => auth.SignUpAsync("ben", AuthWorld.Password, new SignUpOptions { ValidationData = nameless }), Throws.ArgumentException.With.Message.Contain("ValidationData"));
        Assert.That(world.Cognito.Requests.All, Is.Empty);
    }

    [Test]
    public async Task An_expired_code_is_a_rejection()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();
        await auth.SignUpAsync("ben", AuthWorld.Password, _withEmail);
        world.Clock.Advance(TimeSpan.FromHours(25));

        ConfirmSignUpResult late = await auth.ConfirmSignUpAsync("ben", world.Cognito.Outbox.LatestCode("ben"));

        Assert.That(late.Rejection?.Reason, Is.EqualTo(AuthErrorReason.ExpiredCode));
        Assert.That(late.Rejection!.Suggestion, Is.Not.Empty);
    }

    [Test]
    public async Task A_taken_name_and_a_weak_password_are_errors()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        Auth auth = world.NewAuth();

        AuthException? taken = Assert.ThrowsAsync<AuthException>(() => auth.SignUpAsync("ana", AuthWorld.Password, _withEmail));
        AuthException? weak = Assert.ThrowsAsync<AuthException>(() => auth.SignUpAsync("ben", "short", _withEmail));

        Assert.That(taken!.Reason, Is.EqualTo(AuthErrorReason.UsernameExists));
        Assert.That(weak!.Reason, Is.EqualTo(AuthErrorReason.InvalidPassword));
        Assert.That(weak.Message, Does.Contain("policy"));
    }

    [Test]
    public async Task Confirming_twice_is_an_error()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();

        AuthException? error = Assert.ThrowsAsync<AuthException>(() => world.NewAuth().ConfirmSignUpAsync("ana", "123456"));

        Assert.That(error!.Reason, Is.Not.EqualTo(AuthErrorReason.Unknown), error.Message);
        Assert.That(error.Suggestion, Is.Not.Empty);
    }
}
