using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Amplify.Tokens;

namespace Amplify.Federation;

/// <summary>
/// One sign-in with a browser: what the callback and the tokens have to prove that they belong to it. State, nonce and code verifier are of 256 bits each and
/// for this attempt alone (RFC 9700 §2.1, RFC 7636 §7.1).
/// </summary>
[DebuggerDisplay("[browser attempt]")]
internal sealed class BrowserAttempt
{
    private BrowserAttempt(string state, string nonce, string verifier)
    {
        State = state;
        Nonce = nonce;
        Verifier = verifier;
    }

    public string State { get; }

    public string Nonce { get; }

    /// <summary>The PKCE code verifier.</summary>
    public string Verifier { get; }

    /// <summary>base64url(SHA-256(verifier)): the S256 code challenge (RFC 7636 §4.2).</summary>
    public string Challenge => Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public string? CustomState { get; private init; }

    public WhenAlreadySignedIn WhenAlreadySignedIn { get; private init; }

    /// <summary>Whether the browser was to have a session without cookies of others.</summary>
    public bool IsPrivate { get; private init; }

    /// <summary>This machine's clock, whole seconds: a flow token carries it.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    public static BrowserAttempt New(BrowserSignInOptions options, WhenAlreadySignedIn already, DateTimeOffset now) => new(NewText(), NewText(), NewText())
    {
        CustomState = options.CustomState,
        WhenAlreadySignedIn = already,
        IsPrivate = options.PreferPrivateSession,
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds((now + options.Timeout).ToUnixTimeSeconds()),
    };

    public static BrowserAttempt Restore(FlowTokenContent content) => new(content.State, content.Nonce, content.Verifier)
    {
        CustomState = content.CustomState,
        WhenAlreadySignedIn = content.WhenAlreadySignedIn,
        IsPrivate = content.IsPrivate,
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(content.ExpiresAt),
    };

    public override string ToString() => "[browser attempt]";

    // 43 characters, the least that RFC 7636 §4.1 wants.
    private static string NewText() => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(32));
}
