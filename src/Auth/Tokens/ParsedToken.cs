using System.Diagnostics;
using System.Security.Claims;

namespace Amplify.Tokens;

/// <summary>A token's content. Prints redacted.</summary>
[DebuggerDisplay("[token]")]
internal sealed class ParsedToken
{
    private IReadOnlyList<Claim>? _claims;

    private ParsedToken(TokenFields fields, string subject, DateTimeOffset expiresAt, DateTimeOffset issuedAt)
    {
        Raw = fields.Raw;
        KeyId = fields.KeyId;
        Subject = subject;
        Username = fields.CognitoUsername ?? fields.PlainUsername ?? subject;
        ExpiresAt = expiresAt;
        IssuedAt = issuedAt;
        OriginJti = fields.OriginJti;
        Scopes = fields.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>The token itself.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Raw { get; }

    /// <summary>The header's <c>kid</c>; null only in a token that was read without a check.</summary>
    public string? KeyId { get; }

    public string Subject { get; }

    /// <summary><c>cognito:username</c> (ID tokens) or <c>username</c> (access tokens); the subject where neither is.</summary>
    public string Username { get; }

    /// <summary><c>exp</c>: from then on the token is refused.</summary>
    public DateTimeOffset ExpiresAt { get; }

    public DateTimeOffset IssuedAt { get; }

    /// <summary>What all tokens of one sign-in have in common; null when the pool's token revocation is off.</summary>
    public string? OriginJti { get; }

    /// <summary>The scopes of an access token, in its order; empty in ID tokens.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Every claim: a list as one per element, an object as JSON, true and false in lower case, numbers as written, null not at all.</summary>
    public IReadOnlyList<Claim> Claims => _claims ??= TokenClaims.Read(Raw);

    public static ParsedToken From(TokenFields fields)
    {
        if (fields.Subject is not { Length: > 0 } subject)
        {
            throw TokenRefusal.Because("it names no subject (sub)");
        }

        if (fields.ExpiresAt.Time is not { } expiresAt)
        {
            throw TokenRefusal.Because("its end (exp) is missing or is not a whole number of seconds");
        }

        if (fields.IssuedAt.Time is not { } issuedAt)
        {
            throw TokenRefusal.Because("its time of issue (iat) is missing or is not a whole number of seconds");
        }

        return new ParsedToken(fields, subject, expiresAt, issuedAt);
    }

    public override string ToString() => "[token]";
}
