using System.Collections.Immutable;

namespace Amplify.Tests.Model;

/// <summary>What the service does about passkeys: made, listed and deleted by a user who is signed in; asked for and judged in a sign-in.</summary>
internal static class PasskeyRules
{
    public static IEnumerable<Reply> Start(ModelState s, ModelUser user)
    {
        ModelState now = s.NewId(out int id);
        return [new Reply(now with { Registrations = now.Registrations.Add(id, new ModelRegistration(user.Id, s.Now + Setting.RegistrationLifetime, user.Passkeys)) }) { Registration = id }];
    }

    /// <param name="authenticator">Where the passkey was made.</param>
    /// <param name="isGenuine">Whether it answers the challenge of the registration, and no other.</param>
    public static IEnumerable<Reply> Complete(ModelState s, ModelUser user, int registration, int authenticator, bool isGenuine)
    {
        ModelRegistration begun = s.Registrations[registration];
        return s.Passed(begun.ExpiresAt).Select(over => over || begun.Used || begun.UserId != user.Id || !isGenuine
            ? Reply.Refuse(s, AuthErrorReason.ExpiredCode)
            : Keep(s, user, registration, authenticator));
    }

    /// <summary>Where the user's passkeys were made, oldest first.</summary>
    public static string Describe(IEnumerable<ModelPasskey> passkeys) => Describe(passkeys.Select(passkey => ModelWorld.NameOf(passkey.Authenticator)));

    public static string Describe(IEnumerable<string> authenticators) => $"[{string.Join(", ", authenticators)}]";

    public static IEnumerable<Reply> Delete(ModelState s, ModelUser user, int? passkey) => user.Passkeys.Find(own => own.Id == passkey) is { } own
        ? [new Reply(s.With(user with { Passkeys = user.Passkeys.Remove(own) }))]
        : [Reply.Refuse(s, AuthErrorReason.ResourceNotFound)];

    /// <summary>WEB_AUTHN, for any of the passkeys that the user has now.</summary>
    /// <param name="choices">What else could have been chosen.</param>
    public static Reply Ask(ModelState s, ModelUser user, ImmutableList<string> choices) =>
        SignInRules.Open(s, PasskeyStep.Kind, new ModelChallenge { UserId = user.Id, ExpiresAt = SignInRules.End(s), Choices = choices, Passkeys = user.Passkeys });

    /// <summary>The answer of an authenticator. A passkey must be the user's still, and its first wrong use ends the sign-in.</summary>
    public static IEnumerable<Reply> Prove(ModelState s, int challenge, ModelPasskey passkey, bool isGenuine) => SignInRules.Respond(s, challenge, (now, user, _) =>
    {
        ModelState used = SignInRules.Use(now, challenge);
        return [isGenuine && user.Passkeys.Contains(passkey) ? SignInRules.NextFactor(used, user, riddles: null) : Reply.Refuse(used, AuthErrorReason.WrongCredentials)];
    });

    /// <summary>The passkey that an authenticator takes for a challenge: the first it made of those that were allowed; null where it has none.</summary>
    public static ModelPasskey? Fitting(ModelState s, int challenge, int authenticator) =>
        s.Challenges[challenge].Passkeys.Where(passkey => passkey.Authenticator == authenticator).MinBy(passkey => passkey.Id);

    private static Reply Keep(ModelState s, ModelUser user, int registration, int authenticator)
    {
        ModelState now = s.NewId(out int id);
        now = now with { Registrations = now.Registrations.SetItem(registration, now.Registrations[registration] with { Used = true }) };
        return new Reply(now.With(user with { Passkeys = user.Passkeys.Add(new ModelPasskey(id, authenticator)) }));
    }
}
