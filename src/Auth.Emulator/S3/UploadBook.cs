namespace Amplify.Emulator;

/// <summary>The multipart uploads of one bucket that are under way.</summary>
internal sealed class UploadBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    public void Add(MultipartUpload upload)
    {
        lock (_gate)
        {
            _uploads.Add(upload.Id, upload);
        }
    }

    /// <exception cref="ServiceException">There is none of this id for this key.</exception>
    public MultipartUpload Find(string id, string key)
    {
        lock (_gate)
        {
            return _uploads.TryGetValue(id, out MultipartUpload? upload) && upload.Key == key ? upload : throw NotFound();
        }
    }

    /// <exception cref="ServiceException">There is none of this id for this key, any more.</exception>
    public void Remove(MultipartUpload upload)
    {
        lock (_gate)
        {
            if (!_uploads.Remove(upload.Id))
            {
                throw NotFound();
            }
        }
    }

    private static ServiceException NotFound() =>
        new("NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", 404);
}
