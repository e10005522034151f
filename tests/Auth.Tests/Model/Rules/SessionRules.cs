namespace Amplify.Tests.Model;

/// <summary>What an engine promises of sessions: docs/sessions.md and docs/session-endings.md as a relation between states.</summary>
internal static class SessionRules
{
    /// <summary>How long servers' keys are remembered for certain: those of visitors, and those of users.</summary>
    private static readonly TimeSpan _visitorRemembered = TimeSpan.FromSeconds(55);

    private static readonly TimeSpan _userRemembered = TimeSpan.FromMinutes(29);

    /// <summary>The session now: what <see cref="IAuth.CurrentSessionAsync"/> may show, and how things stand then.</summary>
    public static IEnumerable<(Sight Sight, ModelState After)> Read(ModelState s, int h, bool force)
    {
        foreach (ModelState remembering in Evict(s, h))
        {
            foreach (bool stale in remembering.Handles[h].View is null ? [true] : remembering.Passed(remembering.Handles[h].FreshUntil))
            {
                foreach ((Sight, ModelState) result in Judge(stale ? Load(remembering, h) : remembering, h, force))
                {
                    yield return result;
                }
            }
        }
    }

    /// <summary>Stores the session of a complete sign-in.</summary>
    /// <returns>What is thrown, or null; and how things stand then.</returns>
    public static IEnumerable<(string? Thrown, ModelState After)> Adopt(ModelState s, int h, int signIn, bool replace)
    {
        ModelHandle handle = s.Handles[h];
        HeldSession? stored = s.Store.GetValueOrDefault(handle.Document);
        if (replace || (handle.Key is null && stored is null))
        {
            yield return (null, Store(s, h, signIn));
            yield break;
        }

        // Somebody who signed in elsewhere is noticed at once, whatever memory shows.
        ModelState asked = handle.Key is null && handle.View?.Held?.Version != stored!.Version ? Distrust(s, h) : s;
        foreach ((Sight sight, ModelState after) in Read(asked, h, force: false))
        {
            yield return sight.State is AuthSessionState.SignedIn or AuthSessionState.Offline
                ? (nameof(AuthErrorReason.AlreadySignedIn), after)
                : (null, Store(after, h, signIn));
        }
    }

    /// <summary>A call with the access token of whoever is signed in.</summary>
    public static IEnumerable<Reply> CallAsUser(ModelState s, int h, string operation, Func<ModelState, ModelUser, IEnumerable<Reply>> act)
    {
        foreach ((Sight sight, ModelState now) in Read(s, h, force: false))
        {
            if (sight.State != AuthSessionState.SignedIn)
            {
                yield return new Reply(now) { Refused = sight.Refusal };
                continue;
            }

            foreach (Reply reply in now.Call(operation, state => TokenRules.WithToken(state, sight.Held!, act)))
            {
                if (reply.Refused != nameof(AuthErrorReason.AccessDenied))
                {
                    yield return reply;
                    continue;
                }

                foreach (Reply second in Renewed(reply, h, sight.Held!, operation, act))
                {
                    yield return second;
                }
            }
        }
    }

    public static ModelState SignOut(ModelState s, int h) => s.Erase(s.Handles[h].Document).With(h, handle => handle.Show(ModelView.SignedOut, s.Now));

    /// <summary>The next read asks the store.</summary>
    public static ModelState Distrust(ModelState s, int h) => s.With(h, handle => handle with { FreshUntil = default });

    /// <summary>A refused token is renewed, and the call made once more.</summary>
    private static IEnumerable<Reply> Renewed(Reply refused, int h, HeldSession before, string operation, Func<ModelState, ModelUser, IEnumerable<Reply>> act)
    {
        foreach ((Sight sight, ModelState now) in Read(refused.State, h, force: true))
        {
            if (sight is { State: AuthSessionState.SignedIn, Error: null } && sight.Held!.UserId == before.UserId && sight.Held.Version != before.Version)
            {
                foreach (Reply reply in now.Call(operation, state => TokenRules.WithToken(state, sight.Held, act)))
                {
                    yield return reply;
                }
            }
            else
            {
                yield return new Reply(now) { Refused = sight is { State: AuthSessionState.SignedIn, Error: null } ? refused.Refused : sight.Refusal };
            }
        }
    }

    /// <summary>A server's engine forgets keys that nobody asks about: both states where it may have.</summary>
    private static IEnumerable<ModelState> Evict(ModelState s, int h)
    {
        ModelHandle handle = s.Handles[h];
        ModelState used = s.With(h, handle with { LastUsed = s.Now });
        yield return used;
        if (handle is { Key: not null, View: { } view } && s.Now - handle.LastUsed >= (view.Held is null ? _visitorRemembered : _userRemembered))
        {
            yield return used.With(h, handle with { LastUsed = s.Now, View = null, FreshUntil = default, Failing = null, Flight = null });
        }
    }

    private static ModelState Load(ModelState s, int h)
    {
        ModelHandle handle = s.Handles[h];
        HeldSession? stored = s.Store.GetValueOrDefault(handle.Document);
        ModelView view = stored is not null ? new ModelView(stored)
            : handle.View is { Held: not null } ? ModelView.SignedOut
            : new ModelView(null, handle.View?.End);
        bool changed = handle.View?.Held?.UserId != view.Held?.UserId || handle.View?.Held?.Version != view.Held?.Version;
        return s.With(h, handle with { View = view, FreshUntil = s.Now + Setting.Freshness, Failing = changed ? null : handle.Failing });
    }

    /// <summary>Shows the session in memory, renewed first where it must be.</summary>
    public static IEnumerable<(Sight Sight, ModelState After)> Judge(ModelState s, int h, bool force)
    {
        if (s.Handles[h].View is not { Held: { } held })
        {
            return [(new Sight(AuthSessionState.SignedOut, null, s.Handles[h].View?.End), s)];
        }

        return force ? RefreshRules.Refresh(s, h, force: true) : s.IsDue(held).SelectMany(due => due ? WhenDue(s, h, held) : [(SignedIn(held), s)]);
    }

    private static IEnumerable<(Sight, ModelState)> WhenDue(ModelState s, int h, HeldSession held) => s.Passed(held.ExpiresAt).SelectMany(over => over || !s.Setting.Background
        ? RefreshRules.Refresh(s, h, force: false)
        : [(SignedIn(held), s.With(h, handle => handle with { Flight = handle.Flight ?? new ModelFlight() }))]);

    private static ModelState Store(ModelState s, int h, int signIn)
    {
        ModelState now = s.NewId(out int version);
        string userId = now.SignIns[signIn].UserId;
        var held = new HeldSession(signIn, userId, now.UserById(userId)!.Claims, now.Now + Setting.TokenValidity, version);
        ModelHandle handle = now.Handles[h].Key is { } key ? now.Handles[h] with { Key = key + 1, LastUsed = now.Now } : now.Handles[h];

        // A key that was known before the sign-in is none after it: what it held is gone.
        return (handle.Key is null ? now : now.Erase(now.Handles[h].Document)).Write(handle.Document, held).With(h, handle.Show(new ModelView(held), now.Now));
    }

    public static Sight SignedIn(HeldSession held) => new(AuthSessionState.SignedIn, held);
}
