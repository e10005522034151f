using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>What the hosted UI of one pool remembers. Guarded by the pool's gate.</summary>
internal sealed class HostedUiState(TimeProvider clock)
{
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    // Long enough to fetch a code from the mail; what a step itself allows is shorter and its own matter.
    private static readonly TimeSpan FlowLifetime = TimeSpan.FromHours(1);

    public ExpiringTable<AuthorizationCode> Codes { get; } = new(clock, CodeLifetime);

    /// <summary>Who is signed in, by the cookie of the browser.</summary>
    public ExpiringTable<BrowserSession> Sessions { get; } = new(clock, SessionLifetime);

    /// <summary>Sign-ins, sign-ups and resets that go over several pages.</summary>
    public ExpiringTable<BrowserFlow> Flows { get; } = new(clock, FlowLifetime);

    /// <summary>Browsers at an identity provider, by the state or RelayState they were sent with.</summary>
    public ExpiringTable<ExternalSignIn> External { get; } = new(clock, FlowLifetime);

    /// <summary>The SAML assertions that were taken, by provider and id, until they would be refused for their age anyway.</summary>
    public SeenAssertions SeenAssertions { get; } = new(clock);

    /// <summary>What makes the tokens of the forms.</summary>
    public byte[] FormKey { get; } = RandomNumberGenerator.GetBytes(32);
}
