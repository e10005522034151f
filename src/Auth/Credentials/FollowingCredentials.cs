using Amplify.Sessions;

namespace Amplify.Credentials;

/// <summary>The credentials of whoever is signed in under a handle's key at the time.</summary>
internal sealed class FollowingCredentials(AuthEngine engine, HandleKeys keys) : EngineCredentials
{
    public override TimeSpan ClockOffset => engine.ClockOffset;

    protected override HeldCredentials? Held => engine.Credentials.Known(keys);

    protected override SyncWorkers Workers => engine.Alive().Workers;

    protected override HeldCredentials? Cached() => engine.Alive().Credentials.Cached(keys);

    protected override Task<HeldCredentials> ObtainAsync() => engine.Alive().Credentials.ObtainAsync(keys, force: false, CancellationToken.None);
}
