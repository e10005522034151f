using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>USER_AUTH: the user signs in with the first factor of the user's choice.</summary>
internal sealed class ChoiceSignIn(EmulatorState state, SignInFlow flow)
{
    public JsonObject Start(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string username = parameters.Required("USERNAME");
        string? preferred = parameters.Optional("PREFERRED_CHALLENGE");
        client.CheckSecretHash(parameters.SecretHash, username);
        EmulatedUser? user = flow.FindUser(client, username);
        lock (client.Pool.Gate)
        {
            SignInTriggers.BeforePassword(client, username, user, call);
            SignInAttempt attempt = SignInAttempt.Initiated(client, user ?? SimulatedUsers.For(client.Pool, username), call);
            if (preferred is not (FirstFactors.Password or FirstFactors.PasswordSrp))
            {
                SignInFlow.CheckAccount(attempt.User);
            }

            attempt.MentionDevice(parameters.DeviceKey);
            return SignUpSessions.Continue(attempt, call.Optional("Session"), preferred)
                ?? Take(attempt, preferred, parameters, FirstFactors.Available(client.Pool, attempt.User))
                ?? Offer(attempt);
        }
    }

    /// <summary>Begins on a page of the hosted UI: with the factor that is preferred, where the user has it, else with the choice.</summary>
    /// <exception cref="ServiceException">There is no such user and the client tells, the account may not sign in, or a trigger refuses.</exception>
    public (EmulatedUser User, JsonObject Next) StartOnPage(EmulatedAppClient client, string username, string? preferred, string origin)
    {
        EmulatedUser? user = flow.FindUser(client, username);
        lock (client.Pool.Gate)
        {
            SignInTriggers.BeforePassword(client, username, user, new OperationCall([]));
            SignInAttempt attempt = SignInAttempt.OnPage(client, user ?? SimulatedUsers.For(client.Pool, username), origin: origin);
            attempt.Progress = new SignInProgress("USER_AUTH");
            SignInFlow.CheckAccount(attempt.User);
            var nothing = new SignInParameters(RequestContext.NoMetadata);
            return (attempt.User, Take(attempt, preferred, nothing, FirstFactors.Available(client.Pool, attempt.User)) ?? Offer(attempt));
        }
    }

    /// <summary>Judges the answer to SELECT_CHALLENGE, also where it takes the place of an answer to the factor asked for first. The caller holds the pool's gate.</summary>
    public JsonObject Switch(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        string factor = responses.Required("ANSWER");

        // What was offered may be gone by now: an address that was verified then, a passkey that was deleted.
        string[] available = [.. session.Content.Choices.Intersect(FirstFactors.Available(attempt.Pool, attempt.User))];
        if (!available.Contains(factor))
        {
            throw ServiceException.InvalidParameter($"{factor} is not an available challenge.");
        }

        session.Used = true;
        return Take(attempt, factor, responses, available)!;
    }

    /// <summary>Judges the answer to PASSWORD or PASSWORD_SRP. The caller holds the pool's gate.</summary>
    public JsonObject TakePassword(SignInAttempt attempt, ChallengeSession session, SignInParameters responses)
    {
        _ = responses.Required(session.Challenge == FirstFactors.Password ? "PASSWORD" : "SRP_A");
        session.Used = true;
        return Take(attempt, session.Challenge, responses, session.Content.Choices)!;
    }

    private JsonObject? Take(SignInAttempt attempt, string? factor, SignInParameters given, IReadOnlyList<string> available) => factor switch
    {
        null => null,
        _ when !available.Contains(factor) => null,
        FirstFactors.Password when given.Optional("PASSWORD") is { Length: > 0 } password => CheckPassword(attempt, password, given.DeviceKey),
        FirstFactors.PasswordSrp when given.Optional("SRP_A") is { Length: > 0 } clientPublic => SrpSignIn.Challenge(attempt, clientPublic),
        FirstFactors.EmailOtp => SendCode(attempt, factor, available, "email", MfaChallenges.EmailDigits),
        FirstFactors.SmsOtp => SendCode(attempt, factor, available, "phone_number", state.Unsettled.SmsOtpDigits),
        FirstFactors.Passkey => AskForPasskey(attempt, available),
        _ => Ask(attempt, factor, [], new ChallengeContent { IsFirstFactor = true, Choices = available }),
    };

    private static JsonObject Offer(SignInAttempt attempt)
    {
        IReadOnlyList<string> available = FirstFactors.Available(attempt.Pool, attempt.User);
        JsonObject answer = SignInFlow.Challenge(attempt, FirstFactors.Choice, [], new ChallengeContent { IsFirstFactor = true, Choices = available });
        answer["AvailableChallenges"] = Shapes.Texts(available);
        return answer;
    }

    private JsonObject CheckPassword(SignInAttempt attempt, string password, string? deviceKey)
    {
        bool matches = attempt.User.Password?.Matches(password) == true; // Also of someone who does not exist: the answer takes as long.
        attempt.Progress = attempt.Progress.Passed(FirstFactors.Password);
        return flow.AfterPassword(attempt, matches, deviceKey);
    }

    private static JsonObject SendCode(SignInAttempt attempt, string factor, IReadOnlyList<string> available, string attribute, int digits)
    {
        EmulatedUser user = attempt.User;
        Delivery delivery = user.IsSimulated ? Delivery.Simulated(attempt.Pool, user.SimulatedName!) : new Delivery(attribute, user.Attribute(attribute)!);
        string? code = user.IsSimulated ? null : RandomText.Code(digits); // Where none was sent, none is right.
        if (code is not null)
        {
            Courier.Send(attempt.Context, user, delivery, MessagePurpose.SignInCode, code);
        }

        var parameters = new JsonObject
        {
            ["CODE_DELIVERY_DELIVERY_MEDIUM"] = delivery.MediumName,
            ["CODE_DELIVERY_DESTINATION"] = delivery.MaskedDestination,
        };
        return Ask(attempt, factor, parameters, new ChallengeContent { IsFirstFactor = true, Choices = available, Code = code });
    }

    private static JsonObject AskForPasskey(SignInAttempt attempt, IReadOnlyList<string> available)
    {
        (JsonObject parameters, string challenge) = PasskeySignIn.Ask(attempt);
        return Ask(attempt, FirstFactors.Passkey, parameters, new ChallengeContent { IsFirstFactor = true, Choices = available, PasskeyChallenge = challenge });
    }

    private static JsonObject Ask(SignInAttempt attempt, string factor, JsonObject parameters, ChallengeContent content)
    {
        JsonObject answer = SignInFlow.Challenge(attempt, factor, parameters, content);
        answer["AvailableChallenges"] = Shapes.Texts([factor]);
        return answer;
    }
}
