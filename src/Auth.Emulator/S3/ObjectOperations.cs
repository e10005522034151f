using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>PutObject, GetObject, HeadObject, DeleteObject.</summary>
internal sealed class ObjectOperations(EmulatorState state)
{
    private static readonly string[] Kept = ["Cache-Control", "Content-Disposition", "Content-Language", "Expires"];
    private static readonly string[] Overridable = [.. Kept, "Content-Encoding", "Content-Type"];

    public Answer Put(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        IReadOnlyDictionary<string, string> checksums = Checksum.Verify(call);
        EmulatedObject made = Describe(call, call.Payload, EmulatedBucket.TagOf(call.Payload), checksums);
        call.Bucket.Put(made);
        return new Answer { Headers = Tagged(made, withChecksums: true) };
    }

    public static Answer Get(S3Call call)
    {
        ObjectAccess.CheckRead(call.Caller, call.Key);
        EmulatedObject found = call.Bucket.Find(call.Key)
            ?? throw new ServiceException("NoSuchKey", "The specified key does not exist.", 404) { Details = new Dictionary<string, string> { ["Key"] = call.Key } };
        (int From, int To)? range = ByteRange.Of(call.Header("Range"), found.Bytes.Length);
        bool withChecksums = range is null && string.Equals(call.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase);
        Dictionary<string, string> headers = Tagged(found, withChecksums);
        headers["Last-Modified"] = found.LastModified.ToString("r");
        headers["Accept-Ranges"] = "bytes";
        Describe(found, call, headers);
        headers.Remove("Content-Type", out string? contentType);
        if (range is not { } part)
        {
            return new Answer { ContentType = contentType ?? found.ContentType, Body = found.Bytes, Headers = headers };
        }

        headers["Content-Range"] = $"bytes {part.From}-{part.To}/{found.Bytes.Length}";
        return new Answer { Status = StatusCodes.Status206PartialContent, ContentType = contentType ?? found.ContentType, Body = found.Bytes[part.From..(part.To + 1)], Headers = headers };
    }

    /// <summary>The headers the object was put with, or those a (presigned) request has in their place.</summary>
    private static void Describe(EmulatedObject found, S3Call call, Dictionary<string, string> headers)
    {
        foreach ((string name, string value) in found.KeptHeaders)
        {
            headers[name] = value;
        }

        foreach ((string name, string value) in found.Metadata)
        {
            headers[$"x-amz-meta-{name}"] = value;
        }

        foreach (string name in Overridable)
        {
            if (call.Request.QueryValue($"response-{name.ToLowerInvariant()}") is { } value)
            {
                headers[name] = value;
            }
        }
    }

    public static Answer Delete(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        call.Bucket.Delete(call.Key);
        return new Answer { Status = StatusCodes.Status204NoContent };
    }

    public EmulatedObject Describe(S3Call call, byte[] content, string eTag, IReadOnlyDictionary<string, string> checksums) =>
        new(call.Key, content, eTag, state.Clock.GetUtcNow())
        {
            ContentType = call.Request.Header("Content-Type") ?? "binary/octet-stream",
            Checksums = checksums,
            KeptHeaders = KeptHeaders(call.Request),
            Metadata = call.Request.Headers.Keys.Where(name => name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(name => name["x-amz-meta-".Length..].ToLowerInvariant(), name => call.Request.Header(name)!),
        };

    private static Dictionary<string, string> KeptHeaders(WireRequest request)
    {
        var kept = new Dictionary<string, string>();
        foreach (string name in Kept)
        {
            if (request.Header(name) is { } value)
            {
                kept[name] = value;
            }
        }

        // aws-chunked was for the way only.
        string[] encodings = [.. (request.Header("Content-Encoding") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(encoding => encoding != "aws-chunked")];
        if (encodings.Length > 0)
        {
            kept["Content-Encoding"] = string.Join(',', encodings);
        }

        return kept;
    }

    private static Dictionary<string, string> Tagged(EmulatedObject found, bool withChecksums)
    {
        var headers = new Dictionary<string, string> { ["ETag"] = $"\"{found.ETag}\"" };
        foreach ((string name, string value) in withChecksums ? found.Checksums : new Dictionary<string, string>())
        {
            headers[name] = value;
            headers["x-amz-checksum-type"] = value.Contains('-', StringComparison.Ordinal) ? "COMPOSITE" : "FULL_OBJECT";
        }

        return headers;
    }
}
