using Amazon.Runtime;

namespace Amplify.Credentials;

/// <summary>
/// Credentials for AWS SDK clients. Built on nothing but <see cref="AWSCredentials"/> itself, so it works with every version 4 of the SDK:
/// the renewing base class of the SDK changed its ways, and its binary shape, between versions.
/// </summary>
internal abstract class EngineCredentials : AWSCredentials
{
    /// <summary>When the credentials at hand end (UTC); null when there are none.</summary>
    public override DateTime? Expiration => Held?.Credentials.Expiration.UtcDateTime;

    /// <summary>How far the service's clock is ahead of this machine's, as the engine measured it.</summary>
    public abstract TimeSpan ClockOffset { get; }

    /// <summary>Those in memory, ended or not.</summary>
    protected abstract HeldCredentials? Held { get; }

    protected abstract SyncWorkers Workers { get; }

    /// <inheritdoc/>
    /// <remarks>Where credentials have to be obtained the caller waits on an event; the work is done on a thread of the engine's own.</remarks>
    public override ImmutableCredentials GetCredentials()
    {
        if (Cached() is { } held)
        {
            return held.Aws;
        }

        try
        {
            return Workers.Run(ObtainAsync).Aws;
        }
        catch (AuthException e)
        {
            throw Wrapped(e);
        }
    }

    /// <inheritdoc/>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Cached() is { } held ? held.AwsTask : GetSlowAsync();

    /// <summary>Those that can be had without a look elsewhere; null when there are none.</summary>
    protected abstract HeldCredentials? Cached();

    protected abstract Task<HeldCredentials> ObtainAsync();

    private async Task<ImmutableCredentials> GetSlowAsync()
    {
        try
        {
            return (await ObtainAsync().ConfigureAwait(false)).Aws;
        }
        catch (AuthException e)
        {
            throw Wrapped(e);
        }
    }

    /// <summary>What callers of the SDK expect to catch, with the reason inside.</summary>
    private static AmazonClientException Wrapped(AuthException e) => new($"There are no AWS credentials to sign the request with. {e.Message}", e);
}
