namespace Amplify;

/// <summary>The first half of a sign-in with a browser: where to send it, and what to keep until it comes back.</summary>
public sealed class BrowserSignIn
{
    internal BrowserSignIn(Uri url, Uri redirectUri, Secret flowToken, DateTimeOffset expiresAt)
    {
        Url = url;
        RedirectUri = redirectUri;
        FlowToken = flowToken;
        ExpiresAt = expiresAt;
    }

    /// <summary>Where to send the browser: the pool's sign-in page, or a provider's by way of it. For one attempt.</summary>
    public Uri Url { get; }

    /// <summary>Where the browser will come back to.</summary>
    public Uri RedirectUri { get; }

    /// <summary>
    /// What <see cref="IAuth.CompleteFederatedSignInAsync"/> needs: encrypted, bound to pool, app client and the host's binding. Some 500 characters and four for every three of the custom state, always below 3.5 KB. On a server it belongs
    /// into a cookie of this visitor (HttpOnly, Secure, SameSite=Lax), so that nobody can end up in another one's session.
    /// </summary>
    public Secret FlowToken { get; }

    /// <summary>When the attempt is over.</summary>
    public DateTimeOffset ExpiresAt { get; }
}
