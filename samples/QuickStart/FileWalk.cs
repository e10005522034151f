using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Amplify.Samples;

/// <summary>A file goes up with a progress bar, comes back, and is the same.</summary>
internal static class FileWalk
{
    private const int Bytes = 1_000_000;
    private const int BarWidth = 30;

    public static async Task UploadAndReadBackAsync(Story story, AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        byte[] cat = RandomNumberGenerator.GetBytes(Bytes);
        var bar = new ProgressBar(BarWidth);
        await story.StepAsync(
            $"Upload {key.Split('/')[^1]} under the user's own prefix",
            async () =>
            {
                using var file = new MemoryStream(cat);
                return await s3.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = bucket,
                        Key = key,
                        InputStream = file,
                        ContentType = "image/jpeg",
                        StreamTransferProgress = (_, progress) => bar.Show(progress.TransferredBytes, progress.TotalBytes),
                    },
                    cancellationToken);
            },
            _ => $"{bar} {Bytes:N0} bytes to {key}");

        byte[] back = await story.StepAsync(
            "Read it back",
            () => ReadAsync(s3, bucket, key, cancellationToken),
            b => b.AsSpan().SequenceEqual(cat) ? "the same, byte for byte" : "something else");
        Story.Expect(back.AsSpan().SequenceEqual(cat), "the same file");
    }

    public static async Task<int> SizeAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken) =>
        (await ReadAsync(s3, bucket, key, cancellationToken)).Length;

    private static async Task<byte[]> ReadAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        using GetObjectResponse got = await s3.GetObjectAsync(bucket, key, cancellationToken);
        using var copy = new MemoryStream();
        await got.ResponseStream.CopyToAsync(copy, cancellationToken);
        return copy.ToArray();
    }
}
