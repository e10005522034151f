namespace Amplify.Tokens;

/// <summary>What is written in a token, before anything of it is believed. Null: absent, or not of the type it should have.</summary>
internal sealed class TokenFields
{
    public required string Raw { get; init; }

    public string? Algorithm { get; set; }

    public string? KeyId { get; set; }

    /// <summary>Whether the header has <c>crit</c>: extensions that must be understood (RFC 7515 §4.1.11).</summary>
    public bool HasCritical { get; set; }

    public string? Issuer { get; set; }

    public string? Subject { get; set; }

    public string? Use { get; set; }

    /// <summary>The audience when there is exactly one.</summary>
    public string? Audience { get; set; }

    public string? ClientId { get; set; }

    public string? Nonce { get; set; }

    public string? CognitoUsername { get; set; }

    public string? PlainUsername { get; set; }

    public string? OriginJti { get; set; }

    public string? Scope { get; set; }

    public NumericDate ExpiresAt { get; set; }

    public NumericDate IssuedAt { get; set; }

    public NumericDate NotBefore { get; set; }
}
