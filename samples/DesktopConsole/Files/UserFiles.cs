using Amazon;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Samples;

/// <summary>
/// The files of whoever is signed in. One S3 client for the life of the program: it signs as the present user and gets new credentials by
/// itself. The identity pool's role lets each user have what lies under <c>private/{identityId}/</c>.
/// </summary>
internal sealed class UserFiles(IAuth auth, Bucket bucket) : IDisposable
{
    private readonly AmazonS3Client _s3 = new(auth.AWSCredentials, bucket.Endpoint is null
        ? new AmazonS3Config { RegionEndpoint = RegionEndpoint.GetBySystemName(bucket.Region) }
        : new AmazonS3Config { ServiceURL = bucket.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = bucket.Region });

    public string BucketName => bucket.Name;

    /// <param name="name">What the file is to be called.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="progress">Is told how many bytes have gone.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>The object's key.</returns>
    public async Task<string> UploadAsync(string name, Stream content, IProgress<long> progress, CancellationToken cancellationToken)
    {
        string key = await FolderAsync(cancellationToken) + name;
        var request = new PutObjectRequest
        {
            BucketName = bucket.Name,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            StreamTransferProgress = (_, sent) => progress.Report(sent.TransferredBytes),
        };
        await _s3.PutObjectAsync(request, cancellationToken);
        return key;
    }

    /// <summary>The user's files, by name.</summary>
    public async Task<IReadOnlyList<UserFile>> ListAsync(CancellationToken cancellationToken)
    {
        string folder = await FolderAsync(cancellationToken);
        var files = new List<UserFile>();
        var request = new ListObjectsV2Request { BucketName = bucket.Name, Prefix = folder };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request, cancellationToken);
            files.AddRange((page.S3Objects ?? []).Select(o => new UserFile(o.Key[folder.Length..], o.Key, o.Size ?? 0, o.LastModified)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        return files;
    }

    public async Task DownloadAsync(UserFile file, Stream target, IProgress<long> progress, CancellationToken cancellationToken)
    {
        using GetObjectResponse got = await _s3.GetObjectAsync(bucket.Name, file.Key, cancellationToken);
        byte[] buffer = new byte[64 * 1024];
        long done = 0;
        for (int read = await got.ResponseStream.ReadAsync(buffer, cancellationToken); read > 0; read = await got.ResponseStream.ReadAsync(buffer, cancellationToken))
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress.Report(done += read);
        }
    }

    public void Dispose() => _s3.Dispose();

    private async Task<string> FolderAsync(CancellationToken cancellationToken) =>
        $"private/{(await auth.CurrentCredentialsAsync(cancellationToken: cancellationToken)).IdentityId}/";
}
