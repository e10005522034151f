using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>ListObjectsV2: below prefixes the caller may read only.</summary>
internal static class ObjectListing
{
    private const int LongestPage = 1000;
    private static readonly XNamespace Ns = S3Service.Namespace;

    public static Answer List(S3Call call)
    {
        string prefix = call.Request.QueryValue("prefix") ?? "";
        ObjectAccess.CheckRead(call.Caller, prefix);
        string? delimiter = call.Request.QueryValue("delimiter") is { Length: > 0 } given ? given : null;
        string? token = call.Request.QueryValue("continuation-token");
        string? startAfter = call.Request.QueryValue("start-after");
        int size = PageSize(call.Request.QueryValue("max-keys"));
        Func<string, string> encode = Encoding(call.Request.QueryValue("encoding-type"));

        string position = token is null ? startAfter ?? "" : Position(token);
        List<(string Name, EmulatedObject? Object)> rest =
            [.. Entries(call.Bucket.Objects, prefix, delimiter).SkipWhile(entry => string.CompareOrdinal(entry.Name, position) <= 0)];
        List<(string Name, EmulatedObject? Object)> page = [.. rest.Take(size)];
        bool truncated = rest.Count > page.Count && size > 0;
        return XmlAnswers.Of(
            new XElement(
                Ns + "ListBucketResult",
                new XElement(Ns + "Name", call.Bucket.Name),
                new XElement(Ns + "Prefix", encode(prefix)),
                Optional("Delimiter", delimiter, encode),
                new XElement(Ns + "MaxKeys", size),
                Optional("EncodingType", call.Request.QueryValue("encoding-type"), text => text),
                new XElement(Ns + "KeyCount", page.Count),
                new XElement(Ns + "IsTruncated", truncated),
                Optional("ContinuationToken", token, text => text),
                Optional("NextContinuationToken", truncated ? Token(page[^1].Name) : null, text => text),
                Optional("StartAfter", startAfter, encode),
                page.Select(entry => entry.Object is { } found
                    ? Contents(found, encode)
                    : new XElement(Ns + "CommonPrefixes", new XElement(Ns + "Prefix", encode(entry.Name))))),
            "application/xml");
    }

    /// <summary>Objects, and in place of those behind a delimiter their common prefix, in one order.</summary>
    private static IEnumerable<(string Name, EmulatedObject? Object)> Entries(IEnumerable<EmulatedObject> objects, string prefix, string? delimiter)
    {
        string? last = null;
        foreach (EmulatedObject found in objects.Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            int end = delimiter is null ? -1 : found.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                yield return (found.Key, found);
            }
            else if (found.Key[..(end + delimiter!.Length)] is var common && common != last)
            {
                yield return (last = common, null);
            }
        }
    }

    private static XElement Contents(EmulatedObject found, Func<string, string> encode) => new(
        Ns + "Contents",
        new XElement(Ns + "Key", encode(found.Key)),
        new XElement(Ns + "LastModified", found.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new XElement(Ns + "ETag", $"\"{found.ETag}\""),
        found.Checksums.Keys.Select(header => new XElement(Ns + "ChecksumAlgorithm", Checksum.AlgorithmOf(header))),
        new XElement(Ns + "Size", found.Bytes.Length),
        new XElement(Ns + "StorageClass", "STANDARD"));

    private static XElement? Optional(string name, string? value, Func<string, string> encode) => value is null ? null : new XElement(Ns + name, encode(value));

    private static int PageSize(string? text) => text is null ? LongestPage
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? Math.Min(size, LongestPage)
        : throw new ServiceException("InvalidArgument", "Provided max-keys not an integer or within integer range");

    private static Func<string, string> Encoding(string? type) => type switch
    {
        null => text => text,
        "url" => text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal),
        _ => throw new ServiceException("InvalidArgument", "Invalid Encoding Method specified in Request"),
    };

    private static string Token(string name) => Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(name));

    private static string Position(string token)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw new ServiceException("InvalidArgument", "The continuation token provided is incorrect");
        }
    }
}
