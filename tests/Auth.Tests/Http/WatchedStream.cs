using System.Security.Cryptography;
using Amplify.Tests.Support;

namespace Amplify.Tests.Http;

/// <summary>A stream of bytes made up as they are read: as long as one likes, and nothing of it is in memory.</summary>
internal sealed class WatchedStream(long length, bool canSeek) : Stream
{
    private static readonly byte[] _pattern = new Seeded("watched stream").Bytes(4096);

    /// <summary>How many bytes were read, over all passes.</summary>
    public long BytesRead { get; private set; }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => !IsDisposed;

    public override bool CanSeek => canSeek && !IsDisposed;

    public override bool CanWrite => false;

    public override long Length => canSeek ? length : throw new NotSupportedException();

    public override long Position { get; set; }

    /// <summary>The SHA-256 of what the stream holds from a position on.</summary>
    public static string Hash(long length, long from = 0)
    {
        using var stream = new WatchedStream(length, canSeek: true) { Position = from };
        return Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant();
    }

    public override int ReadByte() => throw new NotSupportedException("Byte by byte is no way to read it.");

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int at = (int)(Position % _pattern.Length);
        int count = (int)Math.Min(Math.Min(buffer.Length, length - Position), _pattern.Length - at);
        _pattern.AsSpan(at, count).CopyTo(buffer);
        Position += count;
        BytesRead += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        _ when !canSeek => throw new NotSupportedException(),
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
