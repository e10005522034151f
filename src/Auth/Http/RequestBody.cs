using System.Collections;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Amplify.Http.SigV4;

namespace Amplify.Http;

/// <summary>Bodies of requests: which can be sent twice, what their hash is, and how one that is there only once is kept.</summary>
internal static class RequestBody
{
    /// <summary>
    /// Whether a body can be written again and comes out the same. Known for .NET's own contents only: of any other nobody knows
    /// what a second writing does, and a consumed stream would go out empty.
    /// </summary>
    public static bool CanReplay(HttpContent? content) => content switch
    {
        null or BufferedContent => true,
        _ when content.GetType() == typeof(ByteArrayContent)
            || content.GetType() == typeof(StringContent)
            || content.GetType() == typeof(FormUrlEncodedContent)
            || content.GetType() == typeof(ReadOnlyMemoryContent) => true,
        StreamContent when content.GetType() == typeof(StreamContent) => content.ReadAsStream().CanSeek,
        JsonContent json => CanBeReadAgain(json),
        MultipartContent parts when content.GetType() == typeof(MultipartContent) || content.GetType() == typeof(MultipartFormDataContent) => parts.All(CanReplay),
        _ => false,
    };

    /// <summary>Writes a body into a hash. It must be one that can be replayed.</summary>
    public static async ValueTask<string> HashAsync(HttpContent? content, bool isAsync, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return Signature.EmptyPayload;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var stream = new WriteOnlyStream(hash.AppendData);
        await using (stream.ConfigureAwait(false))
        {
            await WriteAsync(content, stream, isAsync, cancellationToken).ConfigureAwait(false);
        }

        return Signature.Hex(hash.GetHashAndReset());
    }

    /// <summary>Reads a body into memory.</summary>
    /// <exception cref="AuthException">It is longer than allowed (<see cref="AuthErrorReason.BodyTooLarge"/>).</exception>
    public static async ValueTask<HttpContent> BufferAsync(HttpContent content, long limit, bool isAsync, CancellationToken cancellationToken)
    {
        long? length = content.Headers.ContentLength;
        if (length > limit)
        {
            throw TooLarge(limit);
        }

        var buffer = new MemoryStream(capacity: (int)(length ?? 0));
        var stream = new WriteOnlyStream(bytes =>
        {
            if (buffer.Length + bytes.Length > limit)
            {
                throw TooLarge(limit);
            }

            buffer.Write(bytes);
        });
        await using (stream.ConfigureAwait(false))
        {
            await WriteAsync(content, stream, isAsync, cancellationToken).ConfigureAwait(false);
        }

        return new BufferedContent(buffer.GetBuffer(), (int)buffer.Length, content);
    }

    private static async ValueTask WriteAsync(HttpContent content, Stream stream, bool isAsync, CancellationToken cancellationToken)
    {
        if (isAsync)
        {
            await content.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            content.CopyTo(stream, context: null, cancellationToken);
        }
    }

    // What is handed out as it is enumerated may be empty the second time.
    private static bool CanBeReadAgain(JsonContent json) =>
        json.Value is string or ICollection or not IEnumerable
        && json.Value is not IAsyncEnumerable<object>
        && !(json.ObjectType.IsGenericType && json.ObjectType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    private static AuthException TooLarge(long limit) => new(new AuthError
    {
        Reason = AuthErrorReason.BodyTooLarge,
        Message = $"The request's body is longer than {limit} bytes and would have to be kept in memory to be signed.",
        Suggestion = "Send it as StreamContent over a stream that can seek, or raise AwsSigningOptions.MaxBufferedBody.",
    });
}
