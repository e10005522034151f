using System.Collections.Immutable;

namespace Amplify.Tests.Model;

/// <summary>How often a user may do something within an hour, and when too many wrong passwords lock an account.</summary>
internal static class Limits
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan _quiet = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt.</summary>
    /// <returns>The user after it, or null where there were too many; both where that cannot be told.</returns>
    public static IEnumerable<ModelUser?> Count(ModelState state, ModelUser user, string what, int perHour)
    {
        ImmutableList<DateTimeOffset> attempts = user.Attempts.GetValueOrDefault(what, []);
        int surely = attempts.Count(at => state.Passed(at + _hour).All(over => !over));
        int perhaps = attempts.Count(at => state.Passed(at + _hour).Any(over => !over));
        if (surely < perHour)
        {
            yield return user with { Attempts = user.Attempts.SetItem(what, attempts.Add(state.Now)) };
        }

        if (perhaps >= perHour)
        {
            yield return null;
        }
    }

    /// <summary>Begins to look at a password.</summary>
    /// <returns>Whether the account is locked, and the user after this attempt.</returns>
    public static IEnumerable<(bool Locked, ModelUser User)> Attempt(ModelState state, ModelUser user)
    {
        foreach (bool quiet in user.Failures > 0 ? state.Passed(user.LastFailureOrAttempt + _quiet) : [false])
        {
            ModelUser now = (quiet ? Clear(user) : user) with { LastFailureOrAttempt = state.Now };
            foreach (bool over in state.Passed(now.LockedUntil))
            {
                yield return (!over, now);
            }
        }
    }

    public static ModelUser Fail(ModelState state, ModelUser user)
    {
        int failures = user.Failures + 1;
        return user with
        {
            Failures = failures,
            LockedUntil = failures < 5 ? user.LockedUntil : state.Now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 5), 900)),
        };
    }

    public static ModelUser Clear(ModelUser user) => user with { Failures = 0, LockedUntil = default };
}
