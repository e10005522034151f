using Amazon.Runtime;
using Amplify.Diagnostics;

namespace Amplify.Credentials;

/// <summary>Credentials in memory, in every form they are asked for, made once so that reading them costs nothing.</summary>
internal sealed class HeldCredentials
{
    private static readonly TimeSpan _longestHead = TimeSpan.FromMinutes(5);

    /// <summary>No role's session lasts longer: an answer that says so is believed for this long.</summary>
    private static readonly TimeSpan _longestLife = TimeSpan.FromHours(12);

    private HeldCredentials(ObtainedCredentials obtained, DateTimeOffset now, TimeSpan offset, DateTimeOffset noLongerThan)
    {
        ExpiresAt = noLongerThan < obtained.Expiration ? noLongerThan : obtained.Expiration;
        TimeSpan head = TimeSpan.FromTicks(Math.Min((ExpiresAt - now).Ticks / 5, _longestHead.Ticks));

        // Up to a tenth of it later at random, so that nodes and users do not march in step.
        RefreshAt = ExpiresAt - (head * (1 - (Random.Shared.NextDouble() / 10)));
        Credentials = new SessionCredentials(
            obtained.AccessKeyId,
            new Secret(obtained.SecretAccessKey),
            new Secret(obtained.SessionToken),
            ExpiresAt - offset,
            obtained.IdentityId,
            obtained.IsGuest);
        Aws = new ImmutableCredentials(obtained.AccessKeyId, obtained.SecretAccessKey, obtained.SessionToken);
        AwsTask = Task.FromResult(Aws);
    }

    /// <param name="obtained">What the service gave.</param>
    /// <param name="clock">The service's clock.</param>
    /// <param name="noLongerThan">When they end for another reason (service's time); null for none.</param>
    /// <exception cref="AuthException">They have ended already: such are never handed out.</exception>
    public static HeldCredentials Of(ObtainedCredentials obtained, ServiceClock clock, DateTimeOffset? noLongerThan = null)
    {
        DateTimeOffset now = clock.UtcNow;
        DateTimeOffset end = now + _longestLife;
        end = noLongerThan is { } sooner && sooner < end ? sooner : end;
        return now < obtained.Expiration && now < end ? new HeldCredentials(obtained, now, clock.Offset, end) : throw Ended();
    }

    /// <summary>What is said of credentials that are over when they come.</summary>
    public static AuthException Ended() => new(new AuthError
    {
        Reason = AuthErrorReason.InvalidResponse,
        Message = "The AWS credentials that were obtained have ended already.",
        Suggestion = "Check this machine's clock.",
        IsTransient = true,
    });

    public SessionCredentials Credentials { get; }

    public ImmutableCredentials Aws { get; }

    public Task<ImmutableCredentials> AwsTask { get; }

    /// <summary>When they end, on the service's clock. From then on they are not handed out.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>From when on to renew them, on the service's clock: 5 minutes before the end, but at most a fifth of their life.</summary>
    public DateTimeOffset RefreshAt { get; }
}
