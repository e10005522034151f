using Amazon.Runtime;

namespace Amplify.Credentials;

/// <summary>Credentials in memory, in every form they are asked for, made once so that reading them costs nothing.</summary>
internal sealed class HeldCredentials
{
    private static readonly TimeSpan _longestHead = TimeSpan.FromMinutes(5);

    /// <param name="obtained">What the service gave.</param>
    /// <param name="now">The service's time.</param>
    /// <param name="offset">What the service's clock is ahead of this machine's.</param>
    /// <param name="noLongerThan">When they end for another reason (service's time); null for none.</param>
    public HeldCredentials(ObtainedCredentials obtained, DateTimeOffset now, TimeSpan offset, DateTimeOffset? noLongerThan)
    {
        ExpiresAt = noLongerThan is { } end && end < obtained.Expiration ? end : obtained.Expiration;
        TimeSpan head = TimeSpan.FromTicks(Math.Clamp((ExpiresAt - now).Ticks / 5, 0, _longestHead.Ticks));

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

    public SessionCredentials Credentials { get; }

    public ImmutableCredentials Aws { get; }

    public Task<ImmutableCredentials> AwsTask { get; }

    /// <summary>When they end, on the service's clock. From then on they are not handed out.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>From when on to renew them, on the service's clock: 5 minutes before the end, but at most a fifth of their life.</summary>
    public DateTimeOffset RefreshAt { get; }
}
