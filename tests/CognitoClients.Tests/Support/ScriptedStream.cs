namespace Amplify.Tests.Support;

/// <summary>A body that arrives a byte at a time, then ends, breaks, or hangs until the reader is cancelled.</summary>
internal sealed class ScriptedStream(byte[] bytes, Exception? failure = null, bool hangs = false) : Stream
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    /// <summary>Done when everything was read and more is asked for.</summary>
    public Task ReachedTheEnd => _reached.Task;

    /// <summary>How many bytes were read.</summary>
    public int BytesRead => _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position < bytes.Length)
        {
            buffer.Span[0] = bytes[_position++];
            return 1;
        }

        _reached.TrySetResult();
        if (hangs)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        return failure is null ? 0 : throw failure;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronous reads.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
