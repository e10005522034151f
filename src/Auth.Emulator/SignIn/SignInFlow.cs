using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What comes after a first factor: the state of the account, a new password, a second factor, the device, and finally tokens.</summary>
internal sealed class SignInFlow(EmulatorState state)
{
    private const string Ordinary = "TokenGeneration_Authentication";

    /// <summary>The user a sign-in names; <see langword="null"/> when there is none and the client hides that.</summary>
    /// <exception cref="ServiceException">There is none and the client tells.</exception>
    public EmulatedUser? FindUser(EmulatedAppClient client, string username)
    {
        lock (client.Pool.Gate)
        {
            EmulatedUser? user = TryFindUser(client, username);
            return user is not null || client.Settings.HidesUserExistence ? user : throw ServiceException.UserNotFound();
        }
    }

    /// <summary>The user a sign-in names, if there is one. The caller holds the pool's gate.</summary>
    public EmulatedUser? TryFindUser(EmulatedAppClient client, string username) =>
        client.Pool.Directory.Find(username) ?? (state.Unsettled.SubAsUsername ? client.Pool.Directory.BySub(username) : null);

    /// <summary>The user a sign-in with a password names, taken over from elsewhere where a trigger does that; <see langword="null"/> when there is none and the client hides that.</summary>
    /// <exception cref="ServiceException">There is none and the client tells, or a trigger refuses.</exception>
    public EmulatedUser? FindOrMigrate(EmulatedAppClient client, string username, string password, OperationCall call)
    {
        lock (client.Pool.Gate)
        {
            EmulatedUser? user = TryFindUser(client, username) ?? UserMigration.AtSignIn(client, username, password, call) ?? FindUser(client, username);
            SignInTriggers.BeforePassword(client, username, user, call);
            return user;
        }
    }

    /// <summary>Goes on once it is known whether the password was right. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The password was wrong, the account may not sign in, or there is no such device.</exception>
    public JsonObject AfterPassword(SignInAttempt attempt, bool matches, string? deviceKey = null)
    {
        EmulatedUser user = attempt.User;
        if (!attempt.Pool.Directory.Contains(user))
        {
            throw ServiceException.WrongPassword(); // Deleted since the sign-in began, or never there.
        }

        if (state.Unsettled.AccountStateBeforePassword)
        {
            CheckAccount(user);
        }

        CheckPassword(attempt.Pool.Settings, user, matches);
        CheckAccount(user);
        attempt.UseDevice(deviceKey);
        if (user.Status != UserStatus.ForceChangePassword)
        {
            return AfterFirstFactor(attempt);
        }

        return state.Clock.GetUtcNow() < user.TemporaryPasswordExpiresAt
            ? AskForNewPassword(attempt)
            : throw ServiceException.NotAuthorized("Temporary password has expired and must be reset by an administrator.");
    }

    /// <summary>Goes on once the user is known: a second factor where one is due. The caller holds the pool's gate.</summary>
    public static JsonObject AfterFirstFactor(SignInAttempt attempt, string source = Ordinary)
    {
        bool deviceServes = attempt.Pool.Settings.DeviceConfiguration is { ChallengeRequiredOnNewDevice: true } && DeviceSignIn.IsDue(attempt);
        return (deviceServes ? null : MfaChallenges.Next(attempt)) ?? AfterSecondFactor(attempt, source);
    }

    /// <summary>Goes on after a new password was set. The caller holds the pool's gate.</summary>
    public static JsonObject AfterNewPassword(SignInAttempt attempt) => AfterFirstFactor(attempt, "TokenGeneration_NewPasswordChallenge");

    /// <summary>Goes on after the second factor, or where none is due: the triggers of CUSTOM_AUTH, then the device, then tokens. The caller holds the pool's gate.</summary>
    public static JsonObject AfterSecondFactor(SignInAttempt attempt, string source = Ordinary) =>
        attempt.Progress.IsUpToTriggers ? CustomAuth.Next(attempt) : DeviceSignIn.Challenge(attempt) ?? Complete(attempt, source);

    /// <summary>The tokens, or nothing more to do where a browser session takes their place. The caller holds the pool's gate.</summary>
    public static JsonObject Complete(SignInAttempt attempt, string source = Ordinary)
    {
        SignInTriggers.AfterSignIn(attempt);
        if (attempt.InBrowser)
        {
            return [];
        }

        JsonObject tokens = attempt.Pool.Tokens.SignIn(attempt, source);
        attempt.User.LastUserContext = attempt.UserContext;
        return new JsonObject { ["AuthenticationResult"] = tokens, ["ChallengeParameters"] = new JsonObject() };
    }

    /// <exception cref="ServiceException">The account may not sign in.</exception>
    public static void CheckAccount(EmulatedUser user)
    {
        if (!user.Enabled)
        {
            throw ServiceException.NotAuthorized("User is disabled.");
        }

        if (user.Status == UserStatus.Unconfirmed)
        {
            throw NotConfirmed();
        }

        if (user.Status == UserStatus.ResetRequired)
        {
            throw new ServiceException("PasswordResetRequiredException", "Password reset required for the user");
        }
    }

    public static ServiceException NotConfirmed() => new("UserNotConfirmedException", "User is not confirmed.");

    private void CheckPassword(UserPoolSettings settings, EmulatedUser user, bool matches)
    {
        if (settings.LockOut && user.LockOut.IsLocked())
        {
            throw ServiceException.NotAuthorized("Password attempts exceeded");
        }

        if (!matches)
        {
            user.LockOut.Fail();
            throw ServiceException.WrongPassword();
        }

        if (state.Unsettled.SuccessClearsLockOut)
        {
            user.LockOut.Clear();
        }
    }

    private static JsonObject AskForNewPassword(SignInAttempt attempt)
    {
        EmulatedUser user = attempt.User;
        IEnumerable<string> missing = attempt.Pool.Settings.RequiredAttributes.Where(name => user.Attribute(name) is null).Select(name => $"userAttributes.{name}");
        JsonObject attributes = new(user.Attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return Challenge(attempt, "NEW_PASSWORD_REQUIRED", new JsonObject
        {
            ["USER_ID_FOR_SRP"] = user.Username,
            ["requiredAttributes"] = Shapes.Texts(missing).ToJsonString(),
            ["userAttributes"] = attributes.ToJsonString(),
        });
    }

    /// <summary>The answer that asks for something, with a session to answer it. The caller holds the pool's gate.</summary>
    public static JsonObject Challenge(SignInAttempt attempt, string name, JsonObject parameters, ChallengeContent? content = null)
    {
        ChallengeSession session = attempt.Pool.Sessions.Open(attempt.User, attempt.Client, name, attempt.Progress, content);
        if (name == DeviceSignIn.Ask && attempt.Pool.State.Unsettled.DeviceSrpAuthTakesEarlierSession)
        {
            attempt.Answering?.DeviceChallenge = session;
        }

        return new JsonObject { ["ChallengeName"] = name, ["Session"] = session.Token, ["ChallengeParameters"] = parameters };
    }
}
