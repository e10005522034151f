using Amazon.SecurityToken;
using Amplify.AppClients;
using Amplify.CognitoIdentity;
using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Sessions;
using Amplify.SignIn;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Credentials;

/// <summary>Puts the parts together that make AWS credentials, once per engine, and takes them apart again.</summary>
internal sealed class CredentialParts : IDisposable
{
    private readonly AmazonCognitoIdentityClient? _ownIdentityPool;
    private readonly Lazy<IAmazonSecurityTokenService> _roleSessions;
    private readonly bool _ownsRoleSessions;

    public CredentialParts(AuthSettings settings, AuthServices services, HttpMessageHandler http, ServiceCaller caller, ApplicationProviders providers, DeviceProfiles profiles, ILogger logger)
    {
        IAmazonCognitoIdentity client = services.IdentityPoolClient ?? (_ownIdentityPool = CredentialClients.IdentityPool(settings, http));
        _ownsRoleSessions = services.SecurityTokenClient is null;

        // AWS's client takes a moment to make, and most applications never need it.
        _roleSessions = new Lazy<IAmazonSecurityTokenService>(() => services.SecurityTokenClient ?? CredentialClients.SecurityToken(settings, http));
        Roles = new RoleChoice(services.RoleChooser, providers);
        Identities = new Identities(settings, new IdentityPool(settings, client, new RoleSessions(_roleSessions, caller), caller), profiles, logger);
    }

    public RoleChoice Roles { get; }

    public Identities Identities { get; }

    public static CredentialsEngine Sessions(
        CredentialParts parts,
        SessionEngine sessions,
        SessionTable table,
        SessionLoader loader,
        FederatedTokens federated,
        SessionEvents events,
        CredentialsRenewal renewal,
        AuthSettings settings,
        ServiceClock clock) => new(
            table,
            loader,
            renewal,
            (entry, keys) => new SessionCredentialsSource(entry, keys, sessions, parts.Identities, federated, parts.Roles, events, settings),
            settings,
            clock);

    public static CallerCredentialsEngine Callers(CredentialParts parts, CredentialsRenewal renewal, TokenVerifier verifier, AuthSettings settings, ServiceClock clock) => new(
        new CallerCells(clock),
        renewal,
        verifier,
        token => new CallerCredentialsSource(token, parts.Identities, parts.Roles, settings),
        settings,
        clock);

    public void Dispose()
    {
        _ownIdentityPool?.Dispose();
        if (_ownsRoleSessions && _roleSessions.IsValueCreated)
        {
            _roleSessions.Value.Dispose();
        }
    }
}
