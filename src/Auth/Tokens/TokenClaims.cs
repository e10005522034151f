using System.Buffers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;

namespace Amplify.Tokens;

/// <summary>Makes claims of a token's payload. Apart from the checks, because most tokens are never asked for their claims.</summary>
internal static class TokenClaims
{
    /// <summary>What <see cref="Claim.ValueType"/> says of an object, as other JWT libraries for .NET do.</summary>
    private const string JsonType = "JSON";

    /// <param name="token">A token that was read before.</param>
    public static IReadOnlyList<Claim> Read(string token)
    {
        (_, Range payload, _) = TokenReader.Split(token);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64UrlText.MaxDecodedLength(token.Length));
        try
        {
            return Base64UrlText.TryDecode(token.AsSpan(payload), buffer, out int length)
                ? Read(buffer.AsSpan(0, length)).AsReadOnly()
                : throw TokenRefusal.Because("its payload is not base64url");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static List<Claim> Read(ReadOnlySpan<byte> json)
    {
        var claims = new List<Claim>(24);
        var reader = new StrictJsonReader(json, "payload");
        try
        {
            reader.ReadRoot();
            while (reader.Read() && reader.IsRootMember)
            {
                string type = reader.Text()!;
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    Add(claims, type, ref reader, json);
                    continue;
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Add(claims, type, ref reader, json);
                }
            }

            return claims;
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static void Add(List<Claim> claims, string type, ref StrictJsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                claims.Add(new Claim(type, reader.Text()!, ClaimValueTypes.String));
                break;
            case JsonTokenType.Number:
                string numberType = reader.WholeNumber() is null ? ClaimValueTypes.Double : ClaimValueTypes.Integer64;
                claims.Add(new Claim(type, Slice(json, reader.Start, reader.End), numberType));
                break;
            case JsonTokenType.True:
                claims.Add(new Claim(type, "true", ClaimValueTypes.Boolean));
                break;
            case JsonTokenType.False:
                claims.Add(new Claim(type, "false", ClaimValueTypes.Boolean));
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int start = reader.Start;
                reader.SkipChildren();
                claims.Add(new Claim(type, Slice(json, start, reader.End), JsonType));
                break;
        }
    }

    private static string Slice(ReadOnlySpan<byte> json, int start, int end) => Encoding.UTF8.GetString(json[start..end]);
}
