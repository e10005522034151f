using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Http.SigV4;

/// <summary>AWS Signature Version 4 (IAM user guide, "Create a signed AWS API request", steps 2 to 5).</summary>
internal static class Signature
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";
    private const string Terminator = "aws4_request";

    /// <summary>The SHA-256 of nothing.</summary>
    public static string EmptyPayload { get; } = Hex(SHA256.HashData([]));

    /// <summary>A time as <c>x-amz-date</c> has it: <c>20150830T123600Z</c>.</summary>
    public static string AmzDate(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    public static string Authorization(CanonicalRequest request, string amzDate, string region, string service, string accessKey, string secretKey)
    {
        string date = amzDate[..8];
        string scope = $"{date}/{region}/{service}/{Terminator}";
        string stringToSign = $"{Algorithm}\n{amzDate}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request.Text)))}";
        byte[] key = SigningKey(secretKey, date, region, service);
        string signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
        CryptographicOperations.ZeroMemory(key);
        return $"{Algorithm} Credential={accessKey}/{scope}, SignedHeaders={request.SignedHeaders}, Signature={signature}";
    }

    /// <summary>The key of one day, region and service.</summary>
    internal static byte[] SigningKey(string secretKey, string date, string region, string service)
    {
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{secretKey}");
        foreach (string part in new[] { date, region, service, Terminator })
        {
            byte[] next = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }
}
