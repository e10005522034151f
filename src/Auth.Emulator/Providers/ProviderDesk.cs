namespace Amplify.Emulator;

/// <summary>The codes and access tokens a provider has given out. Guarded by the pool's gate.</summary>
internal sealed class ProviderDesk(TimeProvider clock)
{
    public ExpiringTable<ProviderGrant> Codes { get; } = new(clock, TimeSpan.FromMinutes(5));

    public ExpiringTable<ProviderGrant> AccessTokens { get; } = new(clock, TimeSpan.FromHours(1));
}
