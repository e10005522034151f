using System.Buffers;
using System.Runtime.CompilerServices;

namespace Amplify.CognitoClients;

/// <summary>The body of an answer, read up to a limit into a rented buffer; it may hold tokens, so the buffer is cleared when given back.</summary>
internal sealed class ResponseBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024 - 1;
    private byte[] _buffer;
    private int _length;

    private ResponseBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>What was read; nothing when it was too large.</summary>
    public ReadOnlySpan<byte> Bytes => IsTooLarge ? default : _buffer.AsSpan(0, _length);

    /// <summary>Whether the answer exceeds the limit.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        long? announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            return new ResponseBody(1) { IsTooLarge = true };
        }

        ResponseBody body = new((int)Math.Min(announced ?? FirstBuffer, FirstBuffer) + 1);
        try
        {
            await body.FillAsync(content, limit, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch (HttpRequestException e)
        {
            // Some contents wrap what broke; the headers had arrived, so it must not look like a failure to send.
            body.Dispose();
            throw new IOException("The connection broke while the answer was read.", e);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Clears and gives back the buffer.</summary>
    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task FillAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disposing = stream.ConfigureAwait(false);
        int read;
        while ((read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            _length += read;
            if (_length > limit)
            {
                IsTooLarge = true;
                return;
            }

            if (_length == _buffer.Length)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
