using System.Collections.Immutable;
using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does in a sign-in: password, account, second factor, tokens.</summary>
internal static class SignInRules
{
    public const string Sms = "SMS_MFA";
    public const string Totp = "SOFTWARE_TOKEN_MFA";
    public const string Email = "EMAIL_OTP";

    /// <summary>The first call of SRP, which only those who tell of unknown users refuse.</summary>
    public static IEnumerable<Reply> BeginSrp(ModelState s, string name) =>
        [s.Users.ContainsKey(name) || s.Setting.HidesUsers ? new Reply(s) : Reply.Refuse(s, AuthErrorReason.UserNotFound)];

    /// <summary>The call that shows the password.</summary>
    public static IEnumerable<Reply> Prove(ModelState s, string name, string password, ModelRiddles? riddles = null)
    {
        if (!s.Users.TryGetValue(name, out ModelUser? user))
        {
            yield return Reply.Refuse(s, s.Setting.HidesUsers ? AuthErrorReason.WrongCredentials : AuthErrorReason.UserNotFound);
            yield break;
        }

        if (Objection(user) is { } objection)
        {
            yield return Reply.Refuse(s, objection);
            yield break;
        }

        foreach ((bool locked, ModelUser tried) in Limits.Attempt(s, user))
        {
            if (locked)
            {
                yield return Reply.Refuse(s.With(tried), AuthErrorReason.TooManyAttempts);
            }
            else if (tried.Password != password)
            {
                yield return Reply.Refuse(s.With(Limits.Fail(s, tried)), AuthErrorReason.WrongCredentials);
            }
            else
            {
                foreach (Reply reply in AfterPassword(s.With(Limits.Clear(tried)), Limits.Clear(tried), riddles))
                {
                    yield return reply;
                }
            }
        }
    }

    /// <summary>Why an account may not be used.</summary>
    public static AuthErrorReason? Objection(ModelUser user) =>
        !user.Enabled ? AuthErrorReason.UserDisabled
        : user.Status == UserStatus.Unconfirmed ? AuthErrorReason.UserNotConfirmed
        : user.Status == UserStatus.ResetRequired ? AuthErrorReason.PasswordResetRequired
        : null;

    /// <summary>The second factor that is due, or what comes after it.</summary>
    public static Reply NextFactor(ModelState s, ModelUser user, ModelRiddles? riddles)
    {
        ImmutableList<string> usable = Usable(s, user);
        return usable switch
        {
            [] when s.Setting.Mfa == MfaMode.On => Open(s, "ChooseMfaToSetUp", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), Choices = [Totp, Email], Riddles = riddles }),
            [] => Finish(s, user, riddles),
            [var only] => Ask(s, user, only, riddles),
            _ when user.Preferred is { } preferred && usable.Contains(preferred) => Ask(s, user, preferred, riddles),
            _ => Open(s, "ChooseMfa", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), Choices = usable, Riddles = riddles }),
        };
    }

    public static Reply Ask(ModelState s, ModelUser user, string factor, ModelRiddles? riddles, string? newEmail = null) => factor == Totp
        ? Open(s, "TotpCode", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), Riddles = riddles })
        : Open(s.Send(user.Name, nameof(MessagePurpose.MfaCode)), factor == Sms ? "SmsCode" : "EmailCode", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), NewEmail = newEmail, Riddles = riddles });

    /// <summary>What comes after password and second factor: the riddles of the pool's triggers, or tokens.</summary>
    public static Reply Finish(ModelState s, ModelUser user, ModelRiddles? riddles) => riddles is null
        ? Complete(s, user)
        : Open(s, "CustomChallenge", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), Riddles = riddles });

    public static Reply Complete(ModelState s, ModelUser user)
    {
        ModelState now = s.NewId(out int id);
        return new Reply(now with { SignIns = now.SignIns.Add(id, new ModelSignIn(user.Id, s.Now + Setting.RefreshTokenValidity)) }) { SignIn = id };
    }

    /// <summary>An answer to a challenge: whether it still waits, and whether the account may go on.</summary>
    public static IEnumerable<Reply> Respond(ModelState s, int challenge, Func<ModelState, ModelUser, ModelChallenge, IEnumerable<Reply>> judge)
    {
        foreach (bool over in IsOver(s, challenge))
        {
            if (over || FirstFactorRules.UserOf(s, s.Challenges[challenge]) is not { } user)
            {
                yield return Reply.Refuse(s, AuthErrorReason.SignInExpired);
                continue;
            }

            foreach (Reply reply in Objection(user) is { } objection ? [Reply.Refuse(s, objection)] : judge(s, user, s.Challenges[challenge]))
            {
                yield return reply;
            }
        }
    }

    /// <summary>The part of a set-up that looks at nothing but the session: AssociateSoftwareToken, VerifySoftwareToken.</summary>
    public static IEnumerable<Reply> InSession(ModelState s, int challenge, Func<ModelState, ModelChallenge, IEnumerable<Reply>> act)
    {
        foreach (bool over in IsOver(s, challenge))
        {
            foreach (Reply reply in over ? [Reply.Refuse(s, AuthErrorReason.SignInExpired)] : act(s, s.Challenges[challenge]))
            {
                yield return reply;
            }
        }
    }

    public static ModelState Use(ModelState s, int challenge) => s with { Challenges = s.Challenges.SetItem(challenge, s.Challenges[challenge] with { Used = true }) };

    /// <summary>Asks for something, with a session to answer it.</summary>
    public static Reply Open(ModelState s, string kind, ModelChallenge challenge)
    {
        ModelState now = s.NewId(out int id);
        return new Reply(now with { Challenges = now.Challenges.Add(id, challenge) }) { Asks = (kind, id) };
    }

    public static DateTimeOffset End(ModelState s) => s.Now + Setting.AuthSessionValidity;

    private static IEnumerable<bool> IsOver(ModelState s, int challenge) => s.Challenges[challenge].Used ? [true] : s.Passed(s.Challenges[challenge].ExpiresAt);

    private static IEnumerable<Reply> AfterPassword(ModelState s, ModelUser user, ModelRiddles? riddles)
    {
        if (user.Status != UserStatus.ForceChangePassword)
        {
            return [NextFactor(s, user, riddles)];
        }

        return s.Passed(user.TemporaryUntil).Select(over => over
            ? Reply.Refuse(s, AuthErrorReason.InvalidUserState)
            : Open(s, "NewPassword", new ModelChallenge { UserId = user.Id, ExpiresAt = End(s), Riddles = riddles }));
    }

    /// <summary>The second factors that are asked for.</summary>
    public static ImmutableList<string> Usable(ModelState s, ModelUser user)
    {
        if (s.Setting.Mfa == MfaMode.Off)
        {
            return [];
        }

        ImmutableList<string> usable = [.. user.Factors.Where(factor => IsSetUp(user, factor))];
        return usable.Count > 0 || s.Setting.Mfa != MfaMode.On ? usable
            : user.Totp is not null ? [Totp]
            : user.IsVerified("phone_number") ? [Sms]
            : user.IsVerified("email") ? [Email]
            : [];
    }

    /// <summary>Whether a factor can be asked for.</summary>
    public static bool IsSetUp(ModelUser user, string factor) => factor switch
    {
        Sms => user.Attribute("phone_number") is not null,
        Email => user.Attribute("email") is not null,
        _ => user.Totp is not null,
    };
}
