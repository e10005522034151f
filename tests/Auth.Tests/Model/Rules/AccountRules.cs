using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does about accounts: sign-up, its confirmation, forgotten passwords. Written after the notes on its behaviour.</summary>
internal static class AccountRules
{
    public const string SignUpCode = "SignUp";
    public const string ResetCode = "ForgotPassword";

    public static bool IsWeak(string password) => password.Length < 8;

    public static IEnumerable<Reply> SignUp(ModelState s, string name, string password, string? email)
    {
        if (IsWeak(password))
        {
            return [Reply.Refuse(s, AuthErrorReason.InvalidPassword)];
        }

        if (s.Users.ContainsKey(name))
        {
            return [Reply.Refuse(s, AuthErrorReason.UsernameExists)];
        }

        var user = new ModelUser { Id = s.NextUserId(name), Name = name, Password = password };
        if (email is null)
        {
            return [new Reply(s.AddUser(user)) { Says = "no code" }];
        }

        user = user.With("email", email).With("email_verified", "false");
        user = user with { Codes = user.Codes.SetItem(SignUpCode, s.Now + Setting.LongCodeLifetime) };
        return [new Reply(s.AddUser(user).Send(name, nameof(MessagePurpose.SignUp))) { Says = "code sent" }];
    }

    /// <param name="isRight">Whether the code is the newest that was sent.</param>
    public static IEnumerable<Reply> ConfirmSignUp(ModelState s, string name, bool isRight)
    {
        if (!s.Users.TryGetValue(name, out ModelUser? user))
        {
            return [Reply.Refuse(s, s.Setting.HidesUsers ? AuthErrorReason.WrongCode : AuthErrorReason.UserNotFound)];
        }

        if (user.Status != UserStatus.Unconfirmed)
        {
            return [Reply.Refuse(s, AuthErrorReason.InvalidUserState)];
        }

        return Guess(s, user, SignUpCode, isRight, whenNoneWaits: AuthErrorReason.WrongCode, (now, confirmed) =>
        {
            ModelUser proven = confirmed.Attribute("email") is null ? confirmed : confirmed.With("email_verified", "true");
            return [new Reply(now.With(proven with { Status = UserStatus.Confirmed, Codes = proven.Codes.Remove(SignUpCode) }))];
        });
    }

    public static IEnumerable<Reply> Resend(ModelState s, string name)
    {
        if (!s.Users.TryGetValue(name, out ModelUser? user))
        {
            return [s.Setting.HidesUsers ? new Reply(s) : Reply.Refuse(s, AuthErrorReason.UserNotFound)];
        }

        if (user.Status != UserStatus.Unconfirmed)
        {
            return [Reply.Refuse(s, AuthErrorReason.InvalidUserState)];
        }

        return user.Attribute("email") is null
            ? [Reply.Refuse(s, AuthErrorReason.AppClientMisconfigured)]
            : SendCode(s, user, SignUpCode, Setting.LongCodeLifetime, nameof(MessagePurpose.ResendCode));
    }

    public static IEnumerable<Reply> Forgot(ModelState s, string name)
    {
        if (!s.Users.TryGetValue(name, out ModelUser? user))
        {
            return s.Setting.HidesUsers ? ForgotByNobody(s, name) : [Reply.Refuse(s, AuthErrorReason.UserNotFound)];
        }

        if (!user.Enabled)
        {
            return [Reply.Refuse(s, AuthErrorReason.UserDisabled)];
        }

        return user.Status == UserStatus.ForceChangePassword || !(user.IsVerified("email") || user.IsVerified("phone_number"))
            ? [Reply.Refuse(s, AuthErrorReason.InvalidUserState)]
            : SendCode(s, user, ResetCode, Setting.ResetCodeLifetime, nameof(MessagePurpose.ForgotPassword));
    }

    public static IEnumerable<Reply> ConfirmForgot(ModelState s, string name, bool isRight, string password)
    {
        if (!s.Users.TryGetValue(name, out ModelUser? user))
        {
            return s.Setting.HidesUsers
                ? Guess(s, Phantom(s, name), ResetCode, isRight: false, AuthErrorReason.ExpiredCode, (_, _) => [], SetPhantom)
                : [Reply.Refuse(s, AuthErrorReason.UserNotFound)];
        }

        if (!user.Enabled)
        {
            return [Reply.Refuse(s, AuthErrorReason.UserDisabled)];
        }

        if (user.Status == UserStatus.Unconfirmed)
        {
            return [Reply.Refuse(s, AuthErrorReason.UserNotConfirmed)];
        }

        return IsWeak(password)
            ? [Reply.Refuse(s, AuthErrorReason.InvalidPassword)]
            : Guess(s, user, ResetCode, isRight, AuthErrorReason.ExpiredCode, (now, owner) =>
                [new Reply(now.With(Limits.Clear(owner.WithPassword(password)) with { Codes = owner.Codes.Remove(ResetCode) }))]);
    }

    /// <summary>Tries a code: counts the attempt, then judges.</summary>
    public static IEnumerable<Reply> Guess(
        ModelState s,
        ModelUser user,
        string what,
        bool isRight,
        AuthErrorReason whenNoneWaits,
        Func<ModelState, ModelUser, IEnumerable<Reply>> done,
        Func<ModelState, ModelUser, ModelState>? set = null,
        string? limit = null)
    {
        foreach (ModelUser? counted in Limits.Count(s, user, $"guess {limit ?? what}", Setting.GuessesPerHour))
        {
            if (counted is null)
            {
                yield return Reply.Refuse(s, AuthErrorReason.TooManyAttempts);
                continue;
            }

            ModelState now = (set ?? ((state, changed) => state.With(changed)))(s, counted);
            if (!counted.Codes.TryGetValue(what, out DateTimeOffset until))
            {
                yield return Reply.Refuse(now, whenNoneWaits);
                continue;
            }

            if (!isRight)
            {
                yield return Reply.Refuse(now, AuthErrorReason.WrongCode);
                continue;
            }

            foreach (bool over in now.Passed(until))
            {
                foreach (Reply reply in over ? [Reply.Refuse(now, AuthErrorReason.ExpiredCode)] : done(now, counted))
                {
                    yield return reply;
                }
            }
        }
    }

    public static IEnumerable<Reply> SendCode(ModelState s, ModelUser user, string what, TimeSpan lifetime, string purpose)
    {
        foreach (ModelUser? counted in Limits.Count(s, user, $"send {what}", Setting.SendsPerHour))
        {
            yield return counted is null
                ? Reply.Refuse(s, AuthErrorReason.TooManyAttempts)
                : new Reply(s.With(counted with { Codes = counted.Codes.SetItem(what, s.Now + lifetime) }).Send(user.Name, purpose));
        }
    }

    private static IEnumerable<Reply> ForgotByNobody(ModelState s, string name)
    {
        foreach (ModelUser? counted in Limits.Count(s, Phantom(s, name), $"send {ResetCode}", Setting.SendsPerHour))
        {
            yield return counted is null
                ? Reply.Refuse(s, AuthErrorReason.TooManyAttempts)
                : new Reply(SetPhantom(s, counted with { Codes = counted.Codes.SetItem(ResetCode, s.Now + Setting.ResetCodeLifetime) }));
        }
    }

    private static ModelUser Phantom(ModelState s, string name) => s.Phantoms.GetValueOrDefault(name) ?? new ModelUser { Id = $"{name}#0", Name = name, Password = "" };

    private static ModelState SetPhantom(ModelState s, ModelUser phantom) => s with { Phantoms = s.Phantoms.SetItem(phantom.Name, phantom) };
}
