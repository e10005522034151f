using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>CUSTOM_AUTH: the triggers lead, with and without a password first.</summary>
public sealed class CustomAuthTests
{
    private const string NoTrigger = "Custom auth lambda trigger is not configured for the user pool.";
    private const string WrongPassword = "Incorrect username or password.";

    [Test]
    public async Task A_right_answer_signs_in()
    {
        await using Wire wire = await StartAsync();

        WireAnswer asked = (await StartFlowAsync(wire)).MustSucceed();
        Assert.That(asked.Challenge, Is.EqualTo("CUSTOM_CHALLENGE"));
        Assert.That(asked.Json["ChallengeParameters"]!.ToJsonString(), Is.EqualTo("""{"USERNAME":"ana","question":"one and one"}"""), "the private parameters stay with the service");

        Assert.That((await AnswerAsync(wire, asked, "2")).MustSucceed().Tokens, Is.Not.Null);
        (await AnswerAsync(wire, asked, "2")).MustBe("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Test]
    public async Task A_wrong_answer_gets_a_new_challenge_with_a_new_session_until_the_triggers_have_enough()
    {
        await using Wire wire = await StartAsync();
        WireAnswer asked = await StartFlowAsync(wire);
        for (int i = 0; i < 2; i++)
        {
            WireAnswer next = (await AnswerAsync(wire, asked, "wrong")).MustSucceed();
            Assert.That(next.Challenge, Is.EqualTo("CUSTOM_CHALLENGE"));
            Assert.That(next.Session, Is.Not.EqualTo(asked.Session));
            asked = next;
        }

        (await AnswerAsync(wire, asked, "wrong")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [Test]
    public async Task The_triggers_are_told_what_happened_before()
    {
        await using Wire wire = await StartAsync();
        var sessions = new List<string>();
        Func<DefineAuthChallengeEvent, DefineAuthChallengeEvent?> define = wire.Pool.Triggers.DefineAuthChallenge!;
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            sessions.Add(string.Join(' ', told.Session.Select(step => $"{step.ChallengeName}:{step.Result}:{step.Metadata}")));
            Assert.That((told.TriggerSource, told.UserPoolId, told.ClientId, told.Username), Is.EqualTo(("DefineAuthChallenge_Authentication", wire.Pool.Id, wire.Client.Id, "ana")));
            Assert.That((told.UserAttributes["email"], told.UserNotFound), Is.EqualTo(("ana@example.com", false)));
            return define(told);
        };
        VerifyAuthChallengeResponseEvent? judged = null;
        Func<VerifyAuthChallengeResponseEvent, VerifyAuthChallengeResponseEvent?> verify = wire.Pool.Triggers.VerifyAuthChallengeResponse!;
        wire.Pool.Triggers.VerifyAuthChallengeResponse = told => verify(judged = told);
        CreateAuthChallengeEvent? made = null;
        Func<CreateAuthChallengeEvent, CreateAuthChallengeEvent?> create = wire.Pool.Triggers.CreateAuthChallenge!;
        wire.Pool.Triggers.CreateAuthChallenge = told => create(made = told);

        (await AnswerAsync(wire, await AnswerAsync(wire, await StartFlowAsync(wire), "wrong"), "2", new JsonObject { ["from"] = "test" })).MustSucceed();

        Assert.That(sessions, Is.EqualTo(new[] { "", "CUSTOM_CHALLENGE:False:sum", "CUSTOM_CHALLENGE:False:sum CUSTOM_CHALLENGE:True:sum" }));
        Assert.That((made!.TriggerSource, made.ChallengeName, made.Session.Count, made.UserNotFound), Is.EqualTo(("CreateAuthChallenge_Authentication", "CUSTOM_CHALLENGE", 1, false)));
        Assert.That((judged!.TriggerSource, judged.ChallengeAnswer, judged.PrivateChallengeParameters["answer"]), Is.EqualTo(("VerifyAuthChallengeResponse_Authentication", "2", "2")));
        Assert.That(judged.ClientMetadata["from"], Is.EqualTo("test"));
    }

    [TestCase(false, null)]
    [TestCase(true, "test")]
    public async Task Whether_the_metadata_of_the_first_call_reaches_them_is_a_setting(bool reaches, string? expected)
    {
        await using Wire wire = await StartAsync(new UnsettledBehaviour { InitiateAuthMetadataReachesLaterTriggers = reaches });
        string? seen = "";
        wire.Pool.Triggers.CreateAuthChallenge = told =>
        {
            seen = told.ClientMetadata.GetValueOrDefault("from");
            return told;
        };

        (await wire.ClientCallAsync("InitiateAuth", new JsonObject
        {
            ["AuthFlow"] = "CUSTOM_AUTH",
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = "ana" },
            ["ClientMetadata"] = new JsonObject { ["from"] = "test" },
        })).MustSucceed();

        Assert.That(seen, Is.EqualTo(expected));
    }

    [TestCase("Define")]
    [TestCase("Create")]
    [TestCase("Verify")]
    public async Task A_trigger_that_is_not_there_is_told(string missing)
    {
        await using Wire wire = await StartAsync();
        switch (missing)
        {
            case "Define":
                wire.Pool.Triggers.DefineAuthChallenge = null;
                break;
            case "Create":
                wire.Pool.Triggers.CreateAuthChallenge = null;
                break;
            default:
                wire.Pool.Triggers.VerifyAuthChallengeResponse = null;
                break;
        }

        WireAnswer answer = await StartFlowAsync(wire);
        (missing == "Verify" ? await AnswerAsync(wire, answer, "2") : answer).MustBe("InvalidParameterException", NoTrigger);
    }

    [TestCase("refuse", "UserLambdaValidationException", "DefineAuthChallenge failed with error no.")]
    [TestCase("break", "UnexpectedLambdaException", "DefineAuthChallenge failed with error broken.")]
    [TestCase("nothing", "InvalidLambdaResponseException", "Unrecognizable lambda output")]
    [TestCase("SMOKE_SIGNAL", "InvalidLambdaResponseException", "Unrecognizable lambda output")]
    [TestCase("PASSWORD_VERIFIER", "InvalidLambdaResponseException", "Unrecognizable lambda output")]
    [TestCase("SRP_A", "InvalidLambdaResponseException", "Unrecognizable lambda output")]
    public async Task A_trigger_that_does_not_decide_is_told(string how, string code, string message)
    {
        await using Wire wire = await StartAsync();
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            told.ChallengeName = how;
            return how switch
            {
                "refuse" => throw new TriggerRefusedException("no"),
                "break" => throw new InvalidOperationException("broken"),
                "nothing" => null,
                _ => told,
            };
        };

        (await StartFlowAsync(wire)).MustBe(code, message);
    }

    [Test]
    public async Task Failing_wins_over_issuing_tokens()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            told.IssueTokens = told.FailAuthentication = true;
            return told;
        };

        (await StartFlowAsync(wire)).MustBe("NotAuthorizedException", WrongPassword);
    }

    [TestCase("UNCONFIRMED", "UserNotConfirmedException")]
    [TestCase("DISABLED", "NotAuthorizedException")]
    [TestCase("RESET", "PasswordResetRequiredException")]
    public async Task An_account_that_may_not_sign_in_is_told_at_once(string state, string code)
    {
        await using Wire wire = await StartAsync();
        EmulatedUser ana = wire.Pool.FindUser("ana")!;
        switch (state)
        {
            case "UNCONFIRMED":
                ana.Status = UserStatus.Unconfirmed;
                break;
            case "DISABLED":
                ana.Disable();
                break;
            default:
                ana.RequirePasswordReset();
                break;
        }

        Assert.That((await StartFlowAsync(wire)).ErrorCode, Is.EqualTo(code));
    }

    [Test]
    public async Task Someone_who_does_not_exist_is_challenged_but_never_signed_in()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.Triggers.DefineAuthChallenge = told =>
        {
            Assert.That((told.UserNotFound, told.UserAttributes.Count), Is.EqualTo((true, 0)));
            told.IssueTokens = told.Session.Count > 0;
            told.ChallengeName = "CUSTOM_CHALLENGE";
            return told;
        };

        WireAnswer asked = (await StartFlowAsync(wire, "nobody")).MustSucceed();

        (await AnswerAsync(wire, asked, "2", username: "nobody")).MustBe("NotAuthorizedException", WrongPassword);
    }

    [Test]
    public async Task A_legacy_client_hears_that_there_is_no_such_user()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { PreventUserExistenceErrors = "LEGACY" });

        (await StartFlowAsync(wire, "nobody")).MustBe("UserNotFoundException", "User does not exist.");
    }

    [Test]
    public async Task A_session_is_of_one_user_and_one_kind_of_challenge()
    {
        await using Wire wire = await StartAsync();
        wire.Pool.AddUser("bob", "Passw0rd!");
        WireAnswer asked = await StartFlowAsync(wire);

        (await AnswerAsync(wire, asked, "2", username: "bob")).MustBe("NotAuthorizedException", "Invalid session for the user.");
        (await wire.RespondAsync("SMS_MFA", asked.Session, new JsonObject { ["USERNAME"] = "ana", ["SMS_MFA_CODE"] = "2" })).MustBe("NotAuthorizedException", "Invalid session for the user.");
        (await wire.RespondAsync("CUSTOM_CHALLENGE", asked.Session, new JsonObject { ["USERNAME"] = "ana" })).MustBe("InvalidParameterException", "Missing required parameter ANSWER");
        (await AnswerAsync(wire, asked, "2")).MustSucceed();
    }

    [Test]
    public async Task The_secret_hash_goes_over_the_real_name()
    {
        await using Wire wire = await StartAsync(client: new AppClientSettings { GenerateSecret = true });
        (await wire.InitiateAsync("CUSTOM_AUTH", wire.WithHash("bob", new JsonObject { ["USERNAME"] = "ana" })))
            .MustBe("NotAuthorizedException", $"Unable to verify secret hash for client {wire.Client.Id}");
        WireAnswer asked = (await wire.InitiateAsync("CUSTOM_AUTH", wire.WithHash("ana", new JsonObject { ["USERNAME"] = "ana" }))).MustSucceed();

        (await AnswerAsync(wire, asked, "2")).MustBe("NotAuthorizedException", $"Client {wire.Client.Id} is configured with secret but SECRET_HASH was not received");
        (await wire.RespondAsync("CUSTOM_CHALLENGE", asked.Session, wire.WithHash("ana", new JsonObject { ["USERNAME"] = "ana", ["ANSWER"] = "2" }))).MustSucceed();
    }

    internal static async Task<Wire> StartAsync(UnsettledBehaviour? unsettled = null, AppClientSettings? client = null, UserPoolSettings? pool = null)
    {
        Wire wire = await Wire.StartAsync(client, pool, unsettled);
        wire.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com" });
        AskASum(wire.Pool.Triggers);
        return wire;
    }

    /// <summary>Three tries at 1+1; where a password comes first, it has to be right.</summary>
    internal static void AskASum(PoolTriggers triggers)
    {
        triggers.DefineAuthChallenge = told =>
        {
            AuthChallengeResult? last = told.Session.Count == 0 ? null : told.Session[^1];
            told.IssueTokens = last is { ChallengeName: "CUSTOM_CHALLENGE", Result: true };
            told.FailAuthentication = told.Session.Count(step => step.ChallengeName == "CUSTOM_CHALLENGE") == 3 && !told.IssueTokens;
            told.ChallengeName = last?.ChallengeName == "SRP_A" ? "PASSWORD_VERIFIER" : "CUSTOM_CHALLENGE";
            return told;
        };
        triggers.CreateAuthChallenge = told =>
        {
            told.PublicChallengeParameters["question"] = "one and one";
            told.PrivateChallengeParameters["answer"] = "2";
            told.ChallengeMetadata = "sum";
            return told;
        };
        triggers.VerifyAuthChallengeResponse = told =>
        {
            told.AnswerCorrect = told.ChallengeAnswer == told.PrivateChallengeParameters["answer"];
            return told;
        };
    }

    internal static Task<WireAnswer> StartFlowAsync(Wire wire, string username = "ana") => wire.InitiateAsync("CUSTOM_AUTH", new JsonObject { ["USERNAME"] = username });

    internal static Task<WireAnswer> AnswerAsync(Wire wire, WireAnswer asked, string answer, JsonObject? metadata = null, string username = "ana") => wire.ClientCallAsync(
        "RespondToAuthChallenge",
        new JsonObject
        {
            ["ChallengeName"] = "CUSTOM_CHALLENGE",
            ["Session"] = asked.Session,
            ["ChallengeResponses"] = new JsonObject { ["USERNAME"] = username, ["ANSWER"] = answer },
            ["ClientMetadata"] = metadata,
        });
}
