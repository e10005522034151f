namespace Amplify.Tests.Model;

/// <summary>How an engine renews a session: the store's word first, then the service's; and what goes on behind the callers' backs.</summary>
internal static class RefreshRules
{
    private static readonly TimeSpan _longestBackOff = TimeSpan.FromSeconds(75);

    private static readonly TimeSpan _shortestBackOff = TimeSpan.FromSeconds(0.9);

    /// <summary>Renews while the caller waits.</summary>
    public static IEnumerable<(Sight Sight, ModelState After)> Refresh(ModelState s, int h, bool force)
    {
        ModelHandle handle = s.Handles[h];
        if (handle.Failing is { } failing && s.Now - failing.Since < _longestBackOff)
        {
            foreach ((Sight, ModelState) shared in Failed(s, h, failing.Error))
            {
                yield return shared;
            }

            if (s.Now - failing.Since < _shortestBackOff)
            {
                yield break;
            }
        }

        // One that nobody waited for is joined, or waited for and then followed by another. That of another engine may come first by the lease.
        foreach (ModelState state in Meanwhile(s.With(h, handle with { Flight = null })))
        {
            foreach ((Sight, ModelState) result in ByTheStore(state, h, force) ?? Send(state, h).SelectMany(sent => Deliver(sent.State, h, sent.Answer)))
            {
                yield return result;
            }
        }
    }

    /// <summary>What may have happened behind the callers' backs by now: every state with and without it.</summary>
    public static IEnumerable<ModelState> Meanwhile(ModelState s, int h = 0) => h == s.Handles.Length
        ? [s]
        : Flown(s, h).Prepend(s).SelectMany(state => Meanwhile(state, h + 1));

    private static IEnumerable<ModelState> Flown(ModelState s, int h)
    {
        if (s.Handles[h] is not { Flight: { } flight, View.Held: not null })
        {
            yield break;
        }

        ModelState alone = s.With(h, handle => handle with { Flight = null });
        if (flight.Answer is { } arrived)
        {
            foreach ((_, ModelState shown) in Deliver(alone, h, arrived))
            {
                yield return shown;
            }

            yield break;
        }

        if (ByTheStore(alone, h, force: false) is { } found)
        {
            foreach ((_, ModelState shown) in found)
            {
                yield return shown;
            }

            yield break;
        }

        foreach ((ModelState sent, RefreshAnswer answer) in s.Handles[h].MaySend ? Send(alone, h) : [])
        {
            yield return sent.With(h, handle => handle with { Flight = new ModelFlight(answer) });
            foreach ((_, ModelState shown) in Deliver(sent, h, answer))
            {
                yield return shown;
            }

            if (answer.Error is not null)
            {
                // Not over yet: an answer that was lost is asked for again.
                yield return sent.With(h, handle => handle with { Flight = flight });
            }
        }
    }

    /// <summary>Under the lease the store's word counts first.</summary>
    /// <returns>Null when the service has to be asked.</returns>
    private static IEnumerable<(Sight Sight, ModelState After)>? ByTheStore(ModelState s, int h, bool force)
    {
        ModelHandle handle = s.Handles[h];
        HeldSession seen = handle.View!.Held!;
        if (s.Store.GetValueOrDefault(handle.Document) is not { } stored)
        {
            return [(new Sight(AuthSessionState.SignedOut, null, SessionEndReason.SignedOut), s.With(h, handle.Show(ModelView.SignedOut, s.Now)))];
        }

        ModelState adopted = s.With(h, handle.Show(new ModelView(stored), s.Now));
        if (stored.UserId != seen.UserId)
        {
            // Somebody else's by now: judged like any session that is found, and not renewed for what the caller wanted.
            return s.Passed(stored.ExpiresAt).SelectMany(over => over ? SessionRules.Judge(adopted, h, force) : [(SessionRules.SignedIn(stored), adopted)]);
        }

        return force || stored.Version == seen.Version
            ? null
            : s.IsDue(stored).SelectMany(due => due ? Send(s, h).SelectMany(sent => Deliver(sent.State, h, sent.Answer)) : [(SessionRules.SignedIn(stored), adopted)]);
    }

    private static IEnumerable<(ModelState State, RefreshAnswer Answer)> Send(ModelState s, int h)
    {
        string document = s.Handles[h].Document;
        HeldSession stored = s.Store[document];
        foreach (Reply reply in s.Call("GetTokensFromRefreshToken", state => TokenRules.Refresh(state, state.Store[document])))
        {
            if (reply.Refused is not null)
            {
                yield return (reply.State, new RefreshAnswer(stored.Version, End: reply.End, Error: reply.End is null ? reply.Refused : null));
                continue;
            }

            ModelState now = reply.State.NewId(out int version);
            var renewed = new HeldSession(stored.SignIn, stored.UserId, now.UserById(stored.UserId)!.Claims, now.Now + Setting.TokenValidity, version);
            yield return (now, new RefreshAnswer(stored.Version, renewed));
        }
    }

    private static IEnumerable<(Sight Sight, ModelState After)> Deliver(ModelState s, int h, RefreshAnswer answer)
    {
        ModelHandle handle = s.Handles[h];
        if (answer.Error is { } error)
        {
            return Failed(s.With(h, handle with { Failing = (error, s.Now), Flight = s.Setting.Background ? new ModelFlight() : null }), h, error);
        }

        if (s.Store.GetValueOrDefault(handle.Document)?.Version != answer.Over)
        {
            // The store has changed since then: it begins again with what is there.
            return [(SessionRules.SignedIn(handle.View!.Held!), s.With(h, handle with { Flight = new ModelFlight() }))];
        }

        if (answer.Renewed is { } renewed)
        {
            return [(SessionRules.SignedIn(renewed), s.Write(handle.Document, renewed).With(h, handle.Show(new ModelView(renewed), s.Now)))];
        }

        return [(new Sight(AuthSessionState.SignedOut, null, answer.End), s.Erase(handle.Document).With(h, handle.Show(new ModelView(null, answer.End), s.Now)))];
    }

    private static IEnumerable<(Sight Sight, ModelState After)> Failed(ModelState s, int h, string error)
    {
        HeldSession held = s.Handles[h].View!.Held!;
        return s.Passed(held.ExpiresAt).Select(over => (new Sight(over ? AuthSessionState.Offline : AuthSessionState.SignedIn, held, Error: error), s));
    }
}
