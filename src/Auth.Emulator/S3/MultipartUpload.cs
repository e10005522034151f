namespace Amplify.Emulator;

/// <summary>An object that comes in parts.</summary>
internal sealed class MultipartUpload(string key, S3Call begun)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, UploadedPart> _parts = [];

    public string Id { get; } = RandomText.Of(RandomText.Alphanumeric, 64);

    public string Key { get; } = key;

    /// <summary>The request that began it: its headers are the object's.</summary>
    public S3Call Begun { get; } = begun;

    public void Put(UploadedPart part)
    {
        lock (_gate)
        {
            _parts[part.Number] = part;
        }
    }

    public UploadedPart? Find(int number)
    {
        lock (_gate)
        {
            return _parts.GetValueOrDefault(number);
        }
    }
}
