using Amazon.Runtime;

namespace Amplify.Testing;

/// <summary>Makes credentials that no service takes, for what a stub of <see cref="IAuth"/> returns.</summary>
public static class TestCredentials
{
    private const string Key = "TESTKEY/not/a/real/secret/access/key0000";
    private const string Token = "test-session-token";

    /// <summary>A user's credentials.</summary>
    /// <param name="identityId">The identity; null for a made-up one.</param>
    /// <param name="expiration">When they end (UTC); null for an hour from now.</param>
    /// <param name="clock">The clock that "now" is told by; null for the system's.</param>
    public static SessionCredentials User(string? identityId = null, DateTimeOffset? expiration = null, TimeProvider? clock = null) =>
        Create("ASIATESTUSER00000000", identityId, expiration, clock, isGuest: false);

    /// <summary>A guest's credentials.</summary>
    /// <param name="identityId">The identity; null for a made-up one.</param>
    /// <param name="expiration">When they end (UTC); null for an hour from now.</param>
    /// <param name="clock">The clock that "now" is told by; null for the system's.</param>
    public static SessionCredentials Guest(string? identityId = null, DateTimeOffset? expiration = null, TimeProvider? clock = null) =>
        Create("ASIATESTGUEST0000000", identityId, expiration, clock, isGuest: true);

    /// <summary>The same for AWS SDK clients: what a stub's <see cref="IAuth.AWSCredentials"/> returns.</summary>
    /// <param name="credentials">Credentials; null for a user's.</param>
    public static AWSCredentials ForSdk(SessionCredentials? credentials = null)
    {
        credentials ??= User();
        return new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey.Reveal(), credentials.SessionToken.Reveal());
    }

    private static SessionCredentials Create(string accessKeyId, string? identityId, DateTimeOffset? expiration, TimeProvider? clock, bool isGuest) => new(
        accessKeyId,
        new Secret(Key),
        new Secret(Token),
        expiration ?? (clock ?? TimeProvider.System).GetUtcNow().AddHours(1),
        identityId ?? "eu-west-1:00000000-1111-2222-3333-444444444444",
        isGuest);
}
