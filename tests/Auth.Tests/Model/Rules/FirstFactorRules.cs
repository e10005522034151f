using System.Collections.Immutable;
using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does in sign-ins that begin without a password: the choice of a first factor, codes, the triggers' riddles.</summary>
internal static class FirstFactorRules
{
    /// <summary>Stands for whoever does not exist where that is hidden.</summary>
    private static readonly ModelUser _nobody = new() { Id = "nobody", Name = "nobody", Password = "", Status = UserStatus.Confirmed };

    /// <summary>Whose challenge it is; null for a user who is no more.</summary>
    public static ModelUser? UserOf(ModelState s, ModelChallenge challenge) => challenge.OfNobody ? _nobody : s.UserById(challenge.UserId);

    /// <summary>USER_AUTH without a password.</summary>
    public static IEnumerable<Reply> BeginChoice(ModelState s, string name, FirstFactor? preferred) => Begin(s, name, (user, nobody) =>
    {
        ImmutableList<string> available = Available(s, user, nobody);
        return preferred is { } factor && available.Contains(factor.ToString())
            ? Begin(s, user, factor, nobody, available)
            : SignInRules.Open(s, "ChooseFirstFactor", new ModelChallenge { UserId = user.Id, ExpiresAt = SignInRules.End(s), Choices = available, OfNobody = nobody });
    });

    /// <summary>SELECT_CHALLENGE, with the session of the choice or of what was chosen first: what was offered then, and the user still has.</summary>
    public static IEnumerable<Reply> Choose(ModelState s, ModelStep step, FirstFactor chosen) => AtChoice(s, step, (now, user, challenge) =>
    {
        ImmutableList<string> available = [.. challenge.Choices.Intersect(Available(now, user, challenge.OfNobody))];
        return [available.Contains(chosen.ToString()) ? Begin(SignInRules.Use(now, step.Challenge!.Value), user, chosen, challenge.OfNobody, available) : Reply.Refuse(now, AuthErrorReason.InvalidParameter)];
    });

    /// <summary>What an engine does where the service does not take a second choice: it begins the sign-in anew with it.</summary>
    public static IEnumerable<Reply> OrAnew(IEnumerable<Reply> replies, ModelStep step, Func<ModelState, IEnumerable<Reply>> begin) => replies.SelectMany(reply =>
        step.IsSecondChoice && reply.Refused is nameof(AuthErrorReason.SignInExpired) or nameof(AuthErrorReason.InvalidParameter)
            ? begin(reply.State).Select(anew => anew with { IsAnew = true })
            : [reply]);

    /// <summary>CUSTOM_AUTH without a password.</summary>
    public static IEnumerable<Reply> BeginRiddles(ModelState s, string name) => Begin(s, name, (user, nobody) => AskRiddle(s, user, new ModelRiddles(), nobody));

    /// <summary>The password after it was chosen: the choice brings it along, or begins its proof. It is looked at once.</summary>
    public static IEnumerable<Reply> ProveChosen(ModelState s, int choice, ModelStep step, string password)
    {
        IEnumerable<Reply> Prove(ModelState now) => now.Challenges[choice].OfNobody
            ? [Reply.Refuse(now, AuthErrorReason.WrongCredentials)]
            : SignInRules.Prove(now, step.User, password);

        if (step.Factor == FirstFactor.Password)
        {
            return s.Call("RespondToAuthChallenge", before => AtChoice(before, step, (now, _, _) => Prove(SignInRules.Use(now, choice))));
        }

        return s.Call("RespondToAuthChallenge", before => AtChoice(before, step, (now, _, _) => [new Reply(SignInRules.Use(now, choice))]))
            .SelectMany(begun => begun.Refused is null ? begun.State.Call("RespondToAuthChallenge", Prove) : [begun]);
    }

    /// <summary>The triggers judge an answer: the next riddle, tokens, or the end.</summary>
    public static Reply Judge(ModelState s, ModelUser user, ModelChallenge challenge, bool right)
    {
        ModelRiddles riddles = right ? challenge.Riddles! with { Right = challenge.Riddles.Right + 1 } : challenge.Riddles! with { Wrong = challenge.Riddles.Wrong + 1 };
        return riddles.Wrong == ModelRiddles.Attempts || (riddles.Right == ModelRiddles.Rounds && challenge.OfNobody) ? Reply.Refuse(s, AuthErrorReason.WrongCredentials)
            : riddles.Right == ModelRiddles.Rounds ? SignInRules.Complete(s, user)
            : AskRiddle(s, user, riddles, challenge.OfNobody);
    }

    /// <summary>What a user can begin with, looked at once more when a code is chosen. Where a second factor is due, codes are not offered; to nobody what everybody has is.</summary>
    public static ImmutableList<string> Available(ModelState s, ModelUser user, bool nobody)
    {
        ImmutableList<string> passwords = [nameof(FirstFactor.PasswordSrp), nameof(FirstFactor.Password)];
        if (user.Status == UserStatus.ForceChangePassword || s.Setting.Mfa == MfaMode.On || SignInRules.Usable(s, user).Count > 0)
        {
            return passwords;
        }

        ImmutableList<string> withEmail = nobody || user.IsVerified("email") ? passwords.Add(nameof(FirstFactor.EmailOtp)) : passwords;
        ImmutableList<string> withSms = user.IsVerified("phone_number") ? withEmail.Add(nameof(FirstFactor.SmsOtp)) : withEmail;
        return user.Passkeys.Count > 0 ? withSms.Add(nameof(FirstFactor.WebAuthn)) : withSms;
    }

    /// <summary>Whether a user can begin with a passkey now.</summary>
    public static bool HasPasskey(ModelState s, ModelUser user) => SignInRules.Objection(user) is null && Available(s, user, nobody: false).Contains(nameof(FirstFactor.WebAuthn));

    private static Reply Begin(ModelState s, ModelUser user, FirstFactor factor, bool nobody, ImmutableList<string> available) => factor == FirstFactor.WebAuthn
        ? PasskeyRules.Ask(s, user, available)
        : SendCode(s, user, factor.ToString(), nobody);

    private static IEnumerable<Reply> AtChoice(ModelState s, ModelStep step, Func<ModelState, ModelUser, ModelChallenge, IEnumerable<Reply>> judge) => step.IsSecondChoice && !s.Setting.Switchable
        ? [Reply.Refuse(s, AuthErrorReason.SignInExpired)]
        : SignInRules.Respond(s, step.Challenge!.Value, judge);

    /// <summary>A code that was chosen.</summary>
    private static Reply SendCode(ModelState s, ModelUser user, string factor, bool nobody)
    {
        ModelState sent = nobody ? s : s.Send(user.Name, nameof(MessagePurpose.SignInCode));
        return SignInRules.Open(
            sent,
            factor == nameof(FirstFactor.SmsOtp) ? "SmsCode" : "EmailCode",
            new ModelChallenge { UserId = user.Id, ExpiresAt = SignInRules.End(s), IsFirstFactor = true, OfNobody = nobody });
    }

    private static Reply AskRiddle(ModelState s, ModelUser user, ModelRiddles riddles, bool nobody) =>
        SignInRules.Open(s, "CustomChallenge", new ModelChallenge { UserId = user.Id, ExpiresAt = SignInRules.End(s), Riddles = riddles, OfNobody = nobody });

    private static IEnumerable<Reply> Begin(ModelState s, string name, Func<ModelUser, bool, Reply> go) => s.Users.TryGetValue(name, out ModelUser? user)
        ? [SignInRules.Objection(user) is { } objection ? Reply.Refuse(s, objection) : go(user, false)]
        : [s.Setting.HidesUsers ? go(_nobody, true) : Reply.Refuse(s, AuthErrorReason.UserNotFound)];
}
