namespace Amplify;

/// <summary>The user pool's sign-in pages (hosted UI, managed login) and OAuth endpoints, for sign-in with a browser.</summary>
public sealed class OAuthOptions
{
    /// <summary>
    /// The pool's domain, such as <c>acme.auth.eu-west-1.amazoncognito.com</c> or one of your own. Or a full address, plain http on loopback only,
    /// for an emulator; it then wins over <see cref="AuthEndpoints.OAuthDomain"/>. Required.
    /// </summary>
    public string? Domain { get; set; }

    /// <summary>
    /// What tokens may be used for. Null or empty: everything the app client allows. Without <c>aws.cognito.signin.user.admin</c>
    /// the user cannot change attributes, password or factors here, nor be signed out of all devices.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; set; }

    /// <summary>
    /// Where the browser may come back to after a sign-in, exactly as the app client has them: on a desktop <c>http://localhost:port/path</c> or
    /// <c>http://127.0.0.1:port/path</c> with one or more ports, on a server its https addresses, elsewhere an address with a scheme of the application's. Required, except where only tokens are renewed here (<see cref="RefreshVia.TokenEndpoint"/>).
    /// </summary>
    public IReadOnlyList<Uri>? RedirectSignIn { get; set; }

    /// <summary>Where the browser may come back to after a sign-out, exactly as the app client has them. Null: the pool's pages are not signed out of.</summary>
    public IReadOnlyList<Uri>? RedirectSignOut { get; set; }

    /// <summary>The providers that the application offers, for its sign-in buttons; the engine does not need them. Null: not known.</summary>
    public IReadOnlyList<IdentityProvider>? Providers { get; set; }
}
