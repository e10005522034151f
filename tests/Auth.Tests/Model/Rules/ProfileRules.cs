using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does about a signed-in user's own attributes and password.</summary>
internal static class ProfileRules
{
    /// <summary>The addresses the pool verifies by a code, and so the only attribute codes are for.</summary>
    private const string Verified = "email";

    public static IEnumerable<Reply> Update(ModelState s, ModelUser user, string name, string value)
    {
        if (name is not ("email" or "phone_number"))
        {
            return [new Reply(s.With(user.With(name, value)))];
        }

        if (user.Attribute(name) == value)
        {
            return [new Reply(s)];
        }

        ModelUser changed = Forget(user, name).With(name, value).With($"{name}_verified", "false");
        if (name != Verified)
        {
            return [new Reply(s.With(changed))];
        }

        changed = changed with { Codes = changed.Codes.SetItem(name, s.Now + Setting.LongCodeLifetime) };
        return [new Reply(s.With(changed).Send(user.Name, nameof(MessagePurpose.AttributeVerification))) { Says = "code sent" }];
    }

    public static IEnumerable<Reply> Delete(ModelState s, ModelUser user, string name) => [new Reply(s.With(Forget(user, name).Without(name, $"{name}_verified")))];

    public static IEnumerable<Reply> SendCode(ModelState s, ModelUser user, string name)
    {
        if (name != Verified)
        {
            return [Reply.Refuse(s, name == "phone_number" ? AuthErrorReason.AppClientMisconfigured : AuthErrorReason.InvalidParameter)];
        }

        return user.Attribute(name) is null
            ? [Reply.Refuse(s, AuthErrorReason.InvalidParameter)]
            : AccountRules.SendCode(s, user, name, Setting.LongCodeLifetime, nameof(MessagePurpose.AttributeVerification));
    }

    public static IEnumerable<Reply> Confirm(ModelState s, ModelUser user, string name, bool isRight) => AccountRules.Guess(
        s,
        user,
        name,
        isRight,
        whenNoneWaits: AuthErrorReason.ExpiredCode,
        (now, owner) => [new Reply(now.With(Forget(owner, name).With($"{name}_verified", "true")))],
        limit: "attribute");

    public static IEnumerable<Reply> ChangePassword(ModelState s, ModelUser user, string old, string proposed)
    {
        foreach (ModelUser? counted in Limits.Count(s, user, "change password", Setting.PasswordChangesPerHour))
        {
            yield return counted is null ? Reply.Refuse(s, AuthErrorReason.TooManyAttempts)
                : counted.Password != old ? Reply.Refuse(s.With(counted), AuthErrorReason.WrongCredentials)
                : AccountRules.IsWeak(proposed) ? Reply.Refuse(s.With(counted), AuthErrorReason.InvalidPassword)
                : new Reply(s.With(counted.WithPassword(proposed)));
        }
    }

    /// <summary>No code of the attribute waits any more.</summary>
    public static ModelUser Forget(ModelUser user, string name) => user with { Codes = user.Codes.Remove(name) };
}
