using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Amplify.Configuration;

namespace Amplify.Tokens;

/// <summary>
/// Decides whether a token is one the user pool made for this app client. In two halves, because under rotation the new
/// refresh token has to be stored between them: the signature may need keys that cannot be had just now.
/// </summary>
internal sealed class TokenVerifier(AuthSettings settings, ITokenKeySource keys)
{
    // A clock that is so far behind would keep tokens alive for years that ended long ago.
    private static readonly TimeSpan _maxIssuedAhead = TimeSpan.FromDays(1);

    /// <summary>First half: form, algorithm, issuer, use, audience or client, times, nonce.</summary>
    /// <param name="token">The token.</param>
    /// <param name="use">What it has to be.</param>
    /// <param name="now">The time, as the service would tell it.</param>
    /// <param name="nonce">What was sent along with the request for an ID token; null when nothing was.</param>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidToken"/>, with the check that failed.</exception>
    public ParsedToken CheckClaims(string token, TokenUse use, DateTimeOffset now, string? nonce = null)
    {
        TokenFields fields = TokenReader.Parse(token);
        CheckHeader(fields);
        CheckParties(fields, use);
        var parsed = ParsedToken.From(fields);
        CheckTimes(parsed, fields, now);
        if (nonce is not null && !string.Equals(fields.Nonce, nonce, StringComparison.Ordinal))
        {
            throw TokenRefusal.Because("its nonce is not the one that was sent");
        }

        return parsed;
    }

    /// <summary>Second half: the signature, RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518 §3.3).</summary>
    /// <exception cref="AuthException">
    /// <see cref="AuthErrorReason.InvalidToken"/>: nobody's signature, or that of a key the pool does not have;
    /// <see cref="AuthErrorReason.KeysUnavailable"/>, transient: it cannot be told now.
    /// </exception>
    public async ValueTask VerifySignatureAsync(ParsedToken token, CancellationToken cancellationToken)
    {
        TokenKey? key = token.KeyId is null ? null : await FindKeyAsync(token.KeyId, cancellationToken).ConfigureAwait(false);
        if (key is null)
        {
            throw TokenRefusal.Because("the user pool has no key of the id (kid) it names");
        }

        if (!IsSigned(token.Raw, key))
        {
            throw TokenRefusal.Because("its signature is not right");
        }
    }

    private static void CheckHeader(TokenFields fields)
    {
        if (!string.Equals(fields.Algorithm, "RS256", StringComparison.Ordinal))
        {
            throw TokenRefusal.Because("its algorithm (alg) is not RS256");
        }

        if (fields.HasCritical)
        {
            throw TokenRefusal.Because("its header demands extensions (crit)");
        }

        if (string.IsNullOrEmpty(fields.KeyId))
        {
            throw TokenRefusal.Because("its header names no key (kid)");
        }
    }

    private void CheckParties(TokenFields fields, TokenUse use)
    {
        if (!string.Equals(fields.Issuer, settings.Issuer, StringComparison.Ordinal))
        {
            throw TokenRefusal.Because("its issuer (iss) is not the configured user pool");
        }

        if (!string.Equals(fields.Use, use == TokenUse.Id ? "id" : "access", StringComparison.Ordinal))
        {
            throw TokenRefusal.Because(use == TokenUse.Id ? "it is not an ID token (token_use)" : "it is not an access token (token_use)");
        }

        if (use == TokenUse.Id && !string.Equals(fields.Audience, settings.ClientId, StringComparison.Ordinal))
        {
            throw TokenRefusal.Because("its audience (aud) is not the configured app client");
        }

        if (use == TokenUse.Access && !string.Equals(fields.ClientId, settings.ClientId, StringComparison.Ordinal))
        {
            throw TokenRefusal.Because("its client (client_id) is not the configured app client");
        }
    }

    private static void CheckTimes(ParsedToken token, TokenFields fields, DateTimeOffset now)
    {
        if (now >= token.ExpiresAt)
        {
            throw TokenRefusal.Because("it has expired (exp)");
        }

        if (fields.NotBefore.IsMalformed || fields.NotBefore.Time > now)
        {
            throw TokenRefusal.Because("it is not valid yet (nbf)");
        }

        if (token.IssuedAt > token.ExpiresAt || token.IssuedAt - now > _maxIssuedAhead)
        {
            throw TokenRefusal.Because("it was issued (iat) after its own end or far in the future, which also a wrong clock on this machine would explain");
        }
    }

    private async ValueTask<TokenKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.FindKeyAsync(keyId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AuthException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Applications supply key sources: whatever fails in one says nothing about the token.
            throw KeysUnavailable.Because(e);
        }
    }

    private static bool IsSigned(string token, TokenKey key)
    {
        (_, Range payload, Range signature) = TokenReader.Split(token);
        ReadOnlySpan<char> signed = token.AsSpan(..payload.End.Value);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, Encoding.ASCII.GetBytes(signed, buffer)), hash);
            return Base64UrlText.TryDecode(token.AsSpan(signature), buffer, out int length) && key.Verify(hash, buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
