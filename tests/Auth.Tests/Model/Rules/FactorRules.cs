using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does about the second factors of a user who is signed in.</summary>
internal static class FactorRules
{
    public static IEnumerable<Reply> Associate(ModelState s, ModelUser user)
    {
        if (s.Setting.Mfa == MfaMode.Off)
        {
            return [Reply.Refuse(s, AuthErrorReason.FactorDisabled)];
        }

        ModelState now = s.NewId(out int totp);
        return [new Reply(now.With(user with { PendingTotp = totp }))];
    }

    /// <param name="step">The step whose code is sent; null for a wrong one.</param>
    public static IEnumerable<Reply> Verify(ModelState s, ModelUser user, long? step)
    {
        if (s.Setting.Mfa == MfaMode.Off)
        {
            return [Reply.Refuse(s, AuthErrorReason.FactorDisabled)];
        }

        return (user.PendingTotp ?? user.Totp) is { } totp && step is { } sent && !s.IsUsed(totp, sent)
            ? [new Reply(s.UseUp(totp, sent).With(user with { Totp = totp, PendingTotp = null }))]
            : [Reply.Refuse(s, AuthErrorReason.WrongCode)];
    }

    /// <summary>Sets one factor.</summary>
    public static IEnumerable<Reply> Prefer(ModelState s, ModelUser user, string factor, MfaPreference preference)
    {
        if (preference == MfaPreference.Disabled)
        {
            return [new Reply(s.With(user.WithoutFactor(factor)))];
        }

        if (s.Setting.Mfa == MfaMode.Off)
        {
            return [Reply.Refuse(s, AuthErrorReason.InvalidParameter)];
        }

        if (!SignInRules.IsSetUp(user, factor))
        {
            return [Reply.Refuse(s, AuthErrorReason.InvalidUserState)];
        }

        ModelUser changed = user.WithFactor(factor);
        return [new Reply(s.With(preference switch
        {
            MfaPreference.Preferred => changed with { Preferred = factor },
            MfaPreference.NotPreferred when changed.Preferred == factor => changed with { Preferred = null },
            _ => changed,
        }))];
    }

    public static string NameOf(MfaMethod method) => method switch
    {
        MfaMethod.Sms => SignInRules.Sms,
        MfaMethod.Email => SignInRules.Email,
        _ => SignInRules.Totp,
    };
}
