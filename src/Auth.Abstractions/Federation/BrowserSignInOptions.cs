namespace Amplify;

/// <summary>How to sign in with a browser.</summary>
public sealed class BrowserSignInOptions
{
    /// <summary>The provider to go to straight; null for the pool's own page, where the person chooses.</summary>
    public IdentityProvider? Provider { get; init; }

    /// <summary>
    /// What the tokens may be used for, such as <c>openid</c> or <c>photos/read</c>. Null for the configured scopes. ID tokens need
    /// <c>openid</c>, without which nobody can be signed in here: it is added where it is missing.
    /// </summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The user name or address to begin the page with, at most 1024 bytes of UTF-8; null for none.</summary>
    public string? LoginHint { get; init; }

    /// <summary>The page's language, such as <c>fr</c> or <c>zh-CN</c>, at most 1024 bytes; null for the browser's.</summary>
    public string? Language { get; init; }

    /// <summary>
    /// What the page is to ask; null for what it needs to. It is a wish, which the classic hosted UI may not know: where the person has to have proved
    /// something anew, look at the ID token's <c>auth_time</c>. With any but <see cref="BrowserPrompt.None"/> somebody who is signed in may sign in
    /// again: whoever comes back then takes the session over.
    /// </summary>
    public IReadOnlyList<BrowserPrompt>? Prompts { get; init; }

    /// <summary>The API that the access token is for (RFC 8707, <c>resource</c>): an absolute address without fragment, which comes back as the token's audience. Null for none.</summary>
    public string? Resource { get; init; }

    /// <summary>
    /// Anything to have again when the sign-in is complete (<see cref="SignInResult.CustomState"/>), such as the page to go on with. It stays here:
    /// neither the browser nor the service sees it. At most 1024 bytes in UTF-8 and as JSON has it (quotes and backslashes count twice, emoji more), because it travels in a cookie; null for none.
    /// </summary>
    public string? CustomState { get; init; }

    /// <summary>Where the browser comes back to: one of <see cref="OAuthOptions.RedirectSignIn"/>. Null: the first of them that the browser can come back to.</summary>
    public Uri? RedirectUri { get; init; }

    /// <summary>Whether the browser should use a session without cookies of others, where it can. Default false: its usual one, where the user may be signed in already.</summary>
    public bool PreferPrivateSession { get; init; }

    /// <summary>
    /// For the form in two parts: anything the host knows again when the callback arrives, such as the id of a visitor's cookie. The flow
    /// token works only with the same text. Null: bound to user pool and app client only.
    /// </summary>
    public string? Binding { get; init; }

    /// <summary>How long the person may take. Default 5 minutes; between one second and 15 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What to do when somebody is signed in; null for the configured way.</summary>
    public WhenAlreadySignedIn? WhenAlreadySignedIn { get; init; }
}
