using Amplify.CognitoIdentityProvider;
using Amplify.Sessions;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify;

/// <summary>
/// Everything with behaviour that an engine uses. What is null is made by the engine; what is given stays the giver's to dispose.
/// </summary>
public sealed class AuthServices
{
    /// <summary>The user pool client. Null: the slim client of this product. Give a mock in unit tests.</summary>
    public IAmazonCognitoIdentityProvider? UserPoolClient { get; init; }

    /// <summary>
    /// The handler of all HTTP: service calls and keys. Null: a <see cref="SocketsHttpHandler"/> that follows no redirects and
    /// renews connections every five minutes.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>Where tokens' keys come from. Null: the JWKS of the user pool.</summary>
    public ITokenKeySource? TokenKeys { get; init; }

    /// <summary>Where sessions are kept. Null: in memory, for this engine only.</summary>
    public ISessionStore? SessionStore { get; init; }

    /// <summary>Lets one refresh happen at a time over processes and nodes. Null: the store's own, if it gives one.</summary>
    public ISessionLease? SessionLease { get; init; }

    /// <summary>Knows which sessions a user has. Null: the store's own, if it gives one.</summary>
    public ISessionCatalog? SessionCatalog { get; init; }

    /// <summary>
    /// Encrypts sessions and step tokens. Null: a key that dies with the engine; not accepted together with a
    /// <see cref="SessionStore"/>, which would then hold what nobody can read.
    /// </summary>
    public ISessionProtector? Protector { get; init; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where logs go. Null: nowhere. No message holds a secret.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Where <see cref="IAuth.Changed"/> is raised, such as a user interface's context. Null: on the thread pool.</summary>
    public SynchronizationContext? EventContext { get; init; }
}
