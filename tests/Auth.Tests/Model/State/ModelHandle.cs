namespace Amplify.Tests.Model;

/// <summary>One <see cref="IAuth"/> of the run, and what its engine believes.</summary>
internal sealed record ModelHandle
{
    public required string Name { get; init; }

    /// <summary>The store it is over; several handles may share one.</summary>
    public required string Place { get; init; }

    /// <summary>The session key of a server's handle, counted from 0: every sign-in goes under a new one. Null for the one user of a desktop.</summary>
    public int? Key { get; init; }

    /// <summary>Whether the engine has an authenticator at hand, and answers by it what it can.</summary>
    public bool HasAuthenticator { get; init; }

    public string Document => Key is { } key ? $"{Place} {key}" : Place;

    /// <summary>What the engine saw last; null when it never looked, or forgot.</summary>
    public ModelView? View { get; init; }

    /// <summary>Until when it is believed without a look at the store.</summary>
    public DateTimeOffset FreshUntil { get; init; }

    public DateTimeOffset LastUsed { get; init; }

    /// <summary>The failure that callers share while the engine leaves the service alone, and since when.</summary>
    public (string Error, DateTimeOffset Since)? Failing { get; init; }

    /// <summary>A refresh that nobody waits for; null when there is none.</summary>
    public ModelFlight? Flight { get; init; }

    /// <summary>Whether a refresh may have been sent just now: so unless somebody has counted them.</summary>
    public bool MaySend { get; init; } = true;

    /// <summary>The step the last sign-in here came to, and the one before it.</summary>
    public ModelStep? Step { get; init; }

    public ModelStep? StaleStep { get; init; }

    /// <summary>Something is shown: whatever was under way, or went wrong, is over.</summary>
    public ModelHandle Show(ModelView view, DateTimeOffset now) => this with { View = view, FreshUntil = now + Setting.Freshness, Failing = null, Flight = null };
}
