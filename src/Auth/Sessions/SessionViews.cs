using Amplify.Configuration;
using Amplify.Diagnostics;
using Amplify.Tokens;

namespace Amplify.Sessions;

/// <summary>Makes views: what a document's tokens say, and when to act on them.</summary>
internal sealed class SessionViews(ServiceClock clock)
{
    /// <summary>Stands for a token that must not be shown. No service takes it for one.</summary>
    private static readonly Secret _withheld = new("unverified");

    private static readonly TimeSpan _longestHead = TimeSpan.FromMinutes(5);

    /// <summary>A view of nobody: a guest, where guests are served.</summary>
    public static SessionView SignedOut(AuthSettings settings, SessionEndReason? reason) => SignedOut(reason, settings.AllowGuests);

    public static SessionView SignedOut(SessionEndReason? reason, bool guest = false) => new()
    {
        Session = new AuthSession { State = guest ? AuthSessionState.Guest : AuthSessionState.SignedOut, Source = SessionSource.None, EndReason = reason },
    };

    /// <summary>
    /// A view of a user whose renewed tokens could not be verified yet: the session counts as expired. Claims and tokens are those
    /// of the last view of the same user, or kept back where there is none.
    /// </summary>
    public static SessionView Unverified(SessionDocument document, string eTag, SessionView? known)
    {
        AuthSession? last = known?.Document?.UserId == document.UserId ? known.Session : null;
        return new SessionView
        {
            Document = document,
            ETag = eTag,
            ExpiresAt = DateTimeOffset.MinValue,
            RefreshAt = DateTimeOffset.MinValue,
            Trusted = false,
            Session = new AuthSession
            {
                State = AuthSessionState.Offline,
                Source = last?.Source ?? SessionSource.Store,
                User = last?.User ?? new AuthUser(document.UserId, document.Username, []),
                Tokens = last?.Tokens ?? new AuthTokens(_withheld, _withheld, DateTimeOffset.UnixEpoch, []),
                RefreshAt = last?.RefreshAt ?? DateTimeOffset.UnixEpoch,
            },
        };
    }

    /// <summary>A view of a signed-in user.</summary>
    /// <param name="document">The session.</param>
    /// <param name="eTag">Its version in the store.</param>
    /// <param name="source">Where it was had from.</param>
    /// <exception cref="AuthException">The tokens of the document cannot be read.</exception>
    public SessionView Of(SessionDocument document, string? eTag, SessionSource source)
    {
        if (document.Federation is not null)
        {
            // Tokens of other providers are for the identity pool to judge; the session lasts until it is signed out.
            return new SessionView { Document = document, ETag = eTag, Session = new AuthSession { State = AuthSessionState.Federated, Source = source } };
        }

        ParsedToken id = TokenReader.Read(document.IdToken);
        ParsedToken access = TokenReader.Read(document.AccessToken);
        ParsedToken first = id.ExpiresAt <= access.ExpiresAt ? id : access;
        DateTimeOffset expiresAt = first.ExpiresAt;
        DateTimeOffset refreshAt = document.RefreshToken is null ? expiresAt : expiresAt - Head(first);
        return new SessionView
        {
            Document = document,
            ETag = eTag,
            ExpiresAt = expiresAt,
            RefreshAt = refreshAt,
            Session = new AuthSession
            {
                State = AuthSessionState.SignedIn,
                Source = source,
                User = new AuthUser(document.UserId, document.Username, id.Claims),
                Tokens = new AuthTokens(new Secret(document.AccessToken), new Secret(document.IdToken), Local(expiresAt), access.Scopes),
                RefreshAt = Local(refreshAt),
            },
        };
    }

    /// <summary>How long before the end to renew: 5 minutes, but at most a fifth of the lifetime; up to a tenth of that later at random, so that nodes do not march in step.</summary>
    private static TimeSpan Head(ParsedToken token)
    {
        TimeSpan lifetime = token.ExpiresAt - token.IssuedAt;
        TimeSpan head = TimeSpan.FromTicks(Math.Min(_longestHead.Ticks, lifetime.Ticks / 5));
        return head > TimeSpan.Zero ? head * (1 - (Random.Shared.NextDouble() / 10)) : TimeSpan.Zero;
    }

    private DateTimeOffset Local(DateTimeOffset serviceTime) => serviceTime - clock.Offset;
}
