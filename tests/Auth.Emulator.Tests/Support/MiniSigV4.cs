using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Amplify.Tests;

/// <summary>Signs requests by hand (Signature Version 4), so that tests can sign what no client would.</summary>
internal sealed class MiniSigV4(ImmutableCredentials credentials, string region, string service)
{
    public MiniSigV4(SessionAWSCredentials credentials, string region, string service)
        : this(credentials.GetCredentials(), region, service)
    {
    }

    /// <summary>The headers that are not signed although they should be.</summary>
    public IReadOnlyList<string> Unsigned { get; init; } = [];

    /// <summary>Spoils the string to sign's date of the scope.</summary>
    public string? ScopeDate { get; init; }

    public string? SessionToken { get; init; } = credentials.Token;

    public string AccessKeyId { get; init; } = credentials.AccessKey;

    /// <summary>The payload's hash where it is not that of the body.</summary>
    public string? PayloadHash { get; init; }

    private bool IsS3 => service == "s3";

    public async Task<HttpRequestMessage> SignAsync(HttpRequestMessage request, DateTimeOffset time)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        string stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string hash = PayloadHash ?? Hex(SHA256.HashData(body));
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        if (IsS3)
        {
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", hash);
        }

        if (SessionToken is not null)
        {
            request.Headers.TryAddWithoutValidation("x-amz-security-token", SessionToken);
        }

        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values);
        }

        foreach (string name in Unsigned)
        {
            headers.Remove(name);
        }

        string names = string.Join(';', headers.Keys);
        string path = request.RequestUri.AbsolutePath;
        string canonical = string.Join(
            '\n',
            request.Method.Method,
            IsS3 ? path : string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            string.Join('&', request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)),
            string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")),
            names,
            hash);
        string scope = $"{ScopeDate ?? stamp[..8]}/{region}/{service}/aws4_request";
        string signature = Sign(scope, $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}");
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
        return request;
    }

    private string Sign(string scope, string text)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey);
        foreach (string part in scope.Split('/').Append(text))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(key);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
