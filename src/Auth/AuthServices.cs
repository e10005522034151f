using Amazon.SecurityToken;
using Amplify.CognitoIdentity;
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

    /// <summary>The identity pool client. Null: the slim client of this product. Give a mock in unit tests.</summary>
    public IAmazonCognitoIdentity? IdentityPoolClient { get; init; }

    /// <summary>The client of the Security Token Service, for the basic flow. Null: AWS's own, over <see cref="HttpHandler"/>, made when it is needed.</summary>
    public IAmazonSecurityTokenService? SecurityTokenClient { get; init; }

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

    /// <summary>
    /// Gives the app client's secret, for secrets that rotate (AWS Secrets Manager and the like); not together with
    /// <see cref="AuthOptions.ClientSecret"/>. Null: the configured secret, or none.
    /// </summary>
    /// <remarks>
    /// Asked for every request that carries the secret, so it should cache. When the service refuses a secret, it is asked once
    /// more with that one in <see cref="ClientSecretContext.Refused"/>, and if it then gives another, the request is sent once
    /// more (except answers to challenges, which are never sent twice: answer the step again). It must not call the engine it
    /// serves: within a refresh that would wait for itself. What it throws, an answer that takes longer than <see cref="AuthOptions.RequestTimeout"/>
    /// and null become <see cref="AuthException"/> with <see cref="AuthErrorReason.ProviderFailed"/>; no session ends for it.
    /// </remarks>
    public Func<ClientSecretContext, CancellationToken, ValueTask<Secret>>? ClientSecretProvider { get; init; }

    /// <summary>
    /// Gives client metadata for the pool's Lambda triggers, for every request that can carry it, refreshes included. Entries in
    /// the options of a call win over its own of the same key. Null: only what the options of a call hold.
    /// </summary>
    /// <remarks>
    /// It may return null for a request that needs none. What it throws, and an answer that takes longer than
    /// <see cref="AuthOptions.RequestTimeout"/>, become <see cref="AuthException"/> with <see cref="AuthErrorReason.ProviderFailed"/>.
    /// Metadata is not encrypted by the service and shows up in its logs: no secrets.
    /// </remarks>
    public Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? ClientMetadataProvider { get; init; }

    /// <summary>
    /// Makes passkeys and signs with them. Null: none, and a sign-in with a passkey is a step to be answered, by a browser for
    /// instance.
    /// </summary>
    public IPasskeyAuthenticator? PasskeyAuthenticator { get; init; }

    /// <summary>
    /// Shows the pool's sign-in pages. Null: none, and a sign-in with a browser comes in two parts (<see cref="IAuth.BeginFederatedSignInAsync"/>). The
    /// package Amplify.Auth.Desktop has one for Windows, Linux and macOS.
    /// </summary>
    public IBrowser? Browser { get; init; }

    /// <summary>
    /// Tells the pool's threat protection about the user's surroundings. Null: nothing is told. <see cref="SystemUserContextData"/> is one
    /// for Windows, Linux and macOS.
    /// </summary>
    public IUserContextDataProvider? UserContextDataProvider { get; init; }

    /// <summary>
    /// Chooses the role of a user's AWS credentials: one of those the ID token names, in the basic flow any that trusts the identity
    /// pool. Null, and for users it returns null for: the configured role, or the one the identity pool chooses.
    /// </summary>
    /// <remarks>
    /// Asked for every renewal, on the thread pool. What it throws, and an answer that takes longer than <see cref="AuthOptions.RequestTimeout"/>,
    /// become <see cref="AuthException"/> with <see cref="AuthErrorReason.ProviderFailed"/>.
    /// </remarks>
    public Func<RoleChoiceContext, CancellationToken, ValueTask<string?>>? RoleChooser { get; init; }

    /// <summary>
    /// Gives a new token of another provider before AWS credentials are renewed with one that has ended, or whose end is not known. It is
    /// kept in the session, so the next run goes on with it. Null: users of other providers sign in again when their token has ended.
    /// </summary>
    /// <remarks>
    /// It may return null when there is none to be had. What it throws, and an answer that takes longer than <see cref="AuthOptions.RequestTimeout"/>,
    /// become <see cref="AuthException"/> with <see cref="AuthErrorReason.ProviderFailed"/>; no session ends for it.
    /// </remarks>
    public Func<FederationContext, CancellationToken, ValueTask<FederatedToken?>>? FederatedTokenRefresher { get; init; }

    /// <summary>The clock. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Where logs go. Null: nowhere. No message holds a secret.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Where <see cref="IAuth.Changed"/> is raised, such as a user interface's context. Null: on the thread pool.</summary>
    public SynchronizationContext? EventContext { get; init; }
}
