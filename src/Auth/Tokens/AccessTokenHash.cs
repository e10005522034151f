using System.Security.Cryptography;
using System.Text;

namespace Amplify.Tokens;

/// <summary><c>at_hash</c>: which access token an ID token came with (OpenID Connect Core §3.1.3.6), so that none was exchanged for another.</summary>
internal static class AccessTokenHash
{
    private const string Name = "at_hash";

    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidToken"/>: the ID token came with another access token. One without the claim says nothing.</exception>
    public static void Check(ParsedToken id, string accessToken)
    {
        // RS256 tokens: the left half of SHA-256.
        string expected = Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, SHA256.HashSizeInBytes / 2));
        if (id.Claims.Any(c => c.Type == Name && !string.Equals(c.Value, expected, StringComparison.Ordinal)))
        {
            throw TokenRefusal.Because("it came with another access token (at_hash)");
        }
    }
}
