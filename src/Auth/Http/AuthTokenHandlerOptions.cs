using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>Which token an <see cref="AuthTokenHandler"/> adds, and to which requests. Copied and validated once, when the handler is made.</summary>
public sealed class AuthTokenHandlerOptions
{
    /// <summary>
    /// Where tokens may go: scheme, host and port, without a path. Https, or http on this machine. Required. A request to another
    /// origin passes through as it is, without a token.
    /// </summary>
    public IList<Uri> AllowedOrigins { get; set; } = [];

    /// <summary>Which of the two tokens. Default <see cref="AuthTokenKind.Access"/>.</summary>
    public AuthTokenKind Token { get; set; } = AuthTokenKind.Access;

    /// <summary>
    /// The word before the token in the header <c>Authorization</c>. Default <c>Bearer</c> (RFC 6750). Null or empty: the token alone,
    /// as AppSync and the Cognito authorizers of API Gateway also take it.
    /// </summary>
    public string? Scheme { get; set; } = "Bearer";

    /// <summary>What happens to a request while nobody is signed in. Default <see cref="WhenSignedOut.Throw"/>.</summary>
    public WhenSignedOut WhenSignedOut { get; set; } = WhenSignedOut.Throw;

    /// <summary>
    /// How long after a refresh that a 401 caused the next 401 may cause another, so that an API that refuses every token does not
    /// turn each request into a refresh. Default 30 s; between zero and one hour.
    /// </summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many redirects to the same origin are followed, with the token. Default 5; 0 for none; at most 50. A redirect to another
    /// origin is not followed: the answer comes back as it is. Redirects that a .NET handler below follows itself
    /// (<c>AllowAutoRedirect</c>) lose the token on the way.
    /// </summary>
    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// Says that the handler below follows no redirects, when it is not one of .NET's own, which drop the token at every redirect.
    /// Default false: a handler that nothing is known of is refused, because a redirect it follows might take the token along.
    /// </summary>
    public bool InnerHandlerFollowsNoRedirects { get; set; }

    /// <summary>The clock that measures <see cref="RefreshInterval"/>. Null: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where logs go. Null: nowhere. No message holds an address's path or a token.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
