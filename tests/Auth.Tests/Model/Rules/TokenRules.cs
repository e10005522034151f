using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>What the service does for a token: renews, refuses, ends.</summary>
internal static class TokenRules
{
    /// <summary>A call with an access token that has not expired.</summary>
    public static IEnumerable<Reply> WithToken(ModelState s, HeldSession held, Func<ModelState, ModelUser, IEnumerable<Reply>> act) => s.UserById(held.UserId) switch
    {
        null => [Reply.Refuse(s, AuthErrorReason.UserNotFound)],
        { } user when SignInRules.Objection(user) is { } objection => [Reply.Refuse(s, objection)],
        _ when s.SignIns[held.SignIn].Revoked => [Reply.Refuse(s, AuthErrorReason.AccessDenied)],
        { } user => act(s, user),
    };

    /// <summary>New tokens for a refresh token; under rotation the one that was sent is spent by it.</summary>
    public static IEnumerable<Reply> Refresh(ModelState s, HeldSession held)
    {
        ModelSignIn signIn = s.SignIns[held.SignIn];
        ModelUser? user = s.UserById(signIn.UserId);
        if (user is null)
        {
            yield return Reply.Refuse(s, AuthErrorReason.UserNotFound, SessionEndReason.UserDeleted);
            yield break;
        }

        if (!user.Enabled)
        {
            yield return Reply.Refuse(s, AuthErrorReason.UserDisabled, SessionEndReason.UserDisabled);
            yield break;
        }

        foreach (bool over in s.Passed(signIn.RefreshUntil))
        {
            if (over)
            {
                yield return Reply.Refuse(s, AuthErrorReason.RefreshTokenRejected, SessionEndReason.RefreshTokenExpired);
                continue;
            }

            if (signIn.Revoked)
            {
                yield return Reply.Refuse(s, AuthErrorReason.RefreshTokenRejected, SessionEndReason.RefreshTokenRevoked);
                continue;
            }

            foreach (bool late in SpentTooLongAgo(s, held))
            {
                if (late)
                {
                    yield return Reply.Refuse(s, AuthErrorReason.RefreshTokenRejected, SessionEndReason.RotationAnswerLost);
                    yield return Reply.Refuse(s, AuthErrorReason.RefreshTokenRejected, SessionEndReason.RefreshTokenReused);
                }
                else
                {
                    yield return new Reply(Spend(s, held));
                }
            }
        }
    }

    public static ModelState Revoke(ModelState s, int signIn) => s with { SignIns = s.SignIns.SetItem(signIn, s.SignIns[signIn] with { Revoked = true }) };

    public static ModelState RevokeAll(ModelState s, string userId) =>
        s with { SignIns = s.SignIns.SetItems(s.SignIns.Where(pair => pair.Value.UserId == userId).Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Revoked = true }))) };

    private static IEnumerable<bool> SpentTooLongAgo(ModelState s, HeldSession held) =>
        held.SpentAt is { } spentAt && s.Setting.Grace is { } grace ? s.Passed(spentAt + grace) : [false];

    /// <summary>Whoever still holds the token that was sent holds a spent one, until the answer arrives.</summary>
    private static ModelState Spend(ModelState s, HeldSession held)
    {
        if (s.Setting.Grace is null)
        {
            return s;
        }

        return s with
        {
            Store = s.Store.SetItems(s.Store.Where(pair => pair.Value.Version == held.Version).Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { SpentAt = held.SpentAt ?? s.Now }))),
        };
    }
}
