namespace Amplify.Http;

/// <summary>A body in memory, in place of one that could be read only once. It goes out with that one's headers, and ends with it.</summary>
internal sealed class BufferedContent : ByteArrayContent
{
    private readonly HttpContent _original;

    public BufferedContent(byte[] buffer, int length, HttpContent original)
        : base(buffer, 0, length)
    {
        _original = original;
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in original.Headers.NonValidated)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _original.Dispose();
        }

        base.Dispose(disposing);
    }
}
