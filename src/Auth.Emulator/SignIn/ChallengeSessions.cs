using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>The challenges of one pool that wait for an answer. Guarded by the pool's gate.</summary>
internal sealed class ChallengeSessions(TimeProvider clock)
{
    private const int TokenBytes = 1150;

    // Long enough after the end of a session to still say why it is refused.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private readonly Dictionary<string, ChallengeSession> _sessions = new(StringComparer.Ordinal);
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    public ChallengeSession Open(EmulatedUser user, EmulatedAppClient client, string challenge, SignInProgress progress, ChallengeContent? content = null)
    {
        Sweep();
        var session = new ChallengeSession
        {
            Token = "AYABe" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
            Client = client,
            User = user,
            Challenge = challenge,
            Progress = progress,
            Content = content ?? ChallengeContent.None,
            ExpiresAt = clock.GetUtcNow() + client.Settings.AuthSessionValidity,
        };
        _sessions.Add(session.Token, session);
        return session;
    }

    /// <summary>Whether there was such a session and its time is over.</summary>
    public bool IsExpired(string token) => _sessions.TryGetValue(token, out ChallengeSession? session) && clock.GetUtcNow() >= session.ExpiresAt;

    public bool Knows(string token) => _sessions.ContainsKey(token);

    /// <summary>Finds the challenge an answer belongs to; it stays answerable until it is marked used. No client where the request names none.</summary>
    /// <exception cref="ServiceException">There is none, or it is over.</exception>
    public ChallengeSession Find(string token, EmulatedAppClient? client, string challenge)
    {
        if (!_sessions.TryGetValue(token, out ChallengeSession? session) || (client is not null && session.Client != client))
        {
            throw ServiceException.NotAuthorized("Invalid session for the user.");
        }

        if (challenge == DeviceSignIn.Ask && session.DeviceChallenge is { } device)
        {
            session = device;
        }

        if (session.Used)
        {
            throw ServiceException.NotAuthorized("Invalid session for the user, session can only be used once.");
        }

        if (clock.GetUtcNow() >= session.ExpiresAt)
        {
            throw ServiceException.NotAuthorized("Invalid session for the user, session is expired.");
        }

        return session.Answers(challenge) ? session : throw ServiceException.NotAuthorized("Invalid session for the user.");
    }

    private void Sweep()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + Memory;
        foreach (ChallengeSession old in _sessions.Values.Where(session => now - session.ExpiresAt > Memory).ToList())
        {
            _sessions.Remove(old.Token);
        }
    }
}
