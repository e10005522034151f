using System.Buffers;
using System.Text.Json;

namespace Amplify.Tokens;

/// <summary>Takes a compact JWS (RFC 7515 §7.1) with JSON claims apart. Strict about the form; believes nothing.</summary>
internal static class TokenReader
{
    /// <summary>The longest token looked at, in characters. The user pools' own stay far below.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly (byte[] Name, Action<TokenFields, string?> Set)[] _texts =
    [
        ("iss"u8.ToArray(), static (fields, value) => fields.Issuer = value),
        ("sub"u8.ToArray(), static (fields, value) => fields.Subject = value),
        ("token_use"u8.ToArray(), static (fields, value) => fields.Use = value),
        ("client_id"u8.ToArray(), static (fields, value) => fields.ClientId = value),
        ("nonce"u8.ToArray(), static (fields, value) => fields.Nonce = value),
        ("cognito:username"u8.ToArray(), static (fields, value) => fields.CognitoUsername = value),
        ("username"u8.ToArray(), static (fields, value) => fields.PlainUsername = value),
        ("origin_jti"u8.ToArray(), static (fields, value) => fields.OriginJti = value),
        ("scope"u8.ToArray(), static (fields, value) => fields.Scope = value),
    ];

    private static readonly (byte[] Name, Action<TokenFields, NumericDate> Set)[] _dates =
    [
        ("exp"u8.ToArray(), static (fields, value) => fields.ExpiresAt = value),
        ("iat"u8.ToArray(), static (fields, value) => fields.IssuedAt = value),
        ("nbf"u8.ToArray(), static (fields, value) => fields.NotBefore = value),
    ];

    /// <summary>Reads a token that was verified before it was stored: neither signature nor claims are checked again.</summary>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidToken"/>: it is no token at all.</exception>
    public static ParsedToken Read(string token) => ParsedToken.From(Parse(token));

    /// <summary>Reads what is written in a token.</summary>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.InvalidToken"/>: it does not have the form.</exception>
    public static TokenFields Parse(string token)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw TokenRefusal.Because("there is none");
        }

        if (token.Length > MaxLength)
        {
            throw TokenRefusal.Because($"it is longer than {MaxLength} characters");
        }

        (Range header, Range payload, Range signature) = Split(token);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64UrlText.MaxDecodedLength(token.Length));
        try
        {
            var fields = new TokenFields { Raw = token };
            ReadHeader(Decode(token.AsSpan(header), buffer, "header"), fields);
            ReadPayload(Decode(token.AsSpan(payload), buffer, "payload"), fields);
            _ = Decode(token.AsSpan(signature), buffer, "signature");
            return fields;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>The three parts of a token.</summary>
    public static (Range Header, Range Payload, Range Signature) Split(string token)
    {
        int first = token.IndexOf('.', StringComparison.Ordinal);
        int second = first < 0 ? -1 : token.IndexOf('.', first + 1);
        if (second < 0 || token.IndexOf('.', second + 1) >= 0)
        {
            throw TokenRefusal.Because("it does not have three parts");
        }

        return (..first, (first + 1)..second, (second + 1)..);
    }

    private static ReadOnlySpan<byte> Decode(ReadOnlySpan<char> part, byte[] buffer, string name) =>
        Base64UrlText.TryDecode(part, buffer, out int written) && written > 0
            ? buffer.AsSpan(0, written)
            : throw TokenRefusal.Because($"its {name} is empty or not base64url");

    private static void ReadHeader(ReadOnlySpan<byte> json, TokenFields fields)
    {
        var reader = new StrictJsonReader(json, "header");
        try
        {
            reader.ReadRoot();
            while (reader.Read())
            {
                if (reader.IsRootMember)
                {
                    ReadHeaderMember(ref reader, fields);
                }
            }
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static void ReadHeaderMember(ref StrictJsonReader reader, TokenFields fields)
    {
        if (reader.Is("alg"u8))
        {
            reader.Read();
            fields.Algorithm = reader.Text();
        }
        else if (reader.Is("kid"u8))
        {
            reader.Read();
            fields.KeyId = reader.Text();
        }
        else if (reader.Is("crit"u8))
        {
            fields.HasCritical = true;
        }
    }

    private static void ReadPayload(ReadOnlySpan<byte> json, TokenFields fields)
    {
        var reader = new StrictJsonReader(json, "payload");
        try
        {
            reader.ReadRoot();
            while (reader.Read())
            {
                if (reader.IsRootMember)
                {
                    ReadClaim(ref reader, fields);
                }
            }
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static void ReadClaim(ref StrictJsonReader reader, TokenFields fields)
    {
        foreach ((byte[] name, Action<TokenFields, string?> set) in _texts)
        {
            if (reader.Is(name))
            {
                reader.Read();
                set(fields, reader.Text());
                return;
            }
        }

        foreach ((byte[] name, Action<TokenFields, NumericDate> set) in _dates)
        {
            if (reader.Is(name))
            {
                reader.Read();
                set(fields, NumericDate.From(reader.WholeNumber()));
                return;
            }
        }

        if (reader.Is("aud"u8))
        {
            fields.Audience = ReadAudience(ref reader);
        }
    }

    /// <summary>One audience, bare or alone in a list. Of several (RFC 7519 §4.1.3) the user pool never writes any, so they count as none.</summary>
    private static string? ReadAudience(ref StrictJsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.Text();
        }

        reader.Read();
        string? only = reader.Text();
        return only is not null && reader.Read() && reader.TokenType == JsonTokenType.EndArray ? only : null;
    }
}
