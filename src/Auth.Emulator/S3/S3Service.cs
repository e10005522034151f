using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>S3, path style: <c>/{bucket}/{key}</c>. Every request is verified before anything else happens.</summary>
internal sealed class S3Service : IService
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly EmulatorState _state;
    private readonly SignatureVerifier _signatures;
    private readonly ObjectOperations _objects;
    private readonly MultipartOperations _parts;

    public S3Service(EmulatorState state)
    {
        _state = state;
        _signatures = new SignatureVerifier(state);
        _objects = new ObjectOperations(state);
        _parts = new MultipartOperations(_objects);
    }

    public int MaxBodyBytes => _state.Options.MaxObjectBytes;

    public string RequestIdHeader => "x-amz-request-id";

    // Signed for S3 is a request for S3 even where the bucket is unknown, so that it can be told so.
    public bool Takes(WireRequest request) => request.Method != "OPTIONS" && BucketOf(request) is { Length: > 0 } name
        && (_state.FindBucket(name) is not null || IsSignedForS3(request));

    public string NameOf(WireRequest request) => S3Request.NameOf(request, hasKey: KeyOf(request).Length > 0) ?? $"{request.Method} {request.Path}";

    public JsonObject? Readable(WireRequest request) => null;

    public Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken) => Task.FromResult(Act(operation, request));

    public Answer Refusal(ServiceException error) => XmlAnswers.Of(
        new XElement(
            "Error",
            new XElement("Code", error.Code),
            new XElement("Message", error.Message),
            error.Details.Select(detail => new XElement(detail.Key, detail.Value)),
            new XElement("RequestId", Guid.NewGuid().ToString("N")[..16].ToUpperInvariant())),
        "application/xml",
        error.Status);

    public ServiceException Throttled() => new("SlowDown", "Please reduce your request rate.", StatusCodes.Status503ServiceUnavailable);

    private Answer Act(string operation, WireRequest request)
    {
        VerifiedRequest verified = Verify(request);
        string name = BucketOf(request);
        EmulatedBucket bucket = _state.FindBucket(name)
            ?? throw new ServiceException("NoSuchBucket", "The specified bucket does not exist", 404) { Details = new Dictionary<string, string> { ["BucketName"] = name } };
        var call = new S3Call(request, verified, bucket, KeyOf(request));
        return operation switch
        {
            "PutObject" => _objects.Put(call),
            "GetObject" or "HeadObject" => ObjectOperations.Get(call),
            "DeleteObject" => ObjectOperations.Delete(call),
            "ListObjectsV2" => ObjectListing.List(call),
            "CreateMultipartUpload" => MultipartOperations.Create(call),
            "UploadPart" => MultipartOperations.PutPart(call),
            "CompleteMultipartUpload" => _parts.Complete(call),
            "AbortMultipartUpload" => MultipartOperations.Abort(call),
            _ => throw new ServiceException("NotImplemented", "The emulator's S3 does not do this.", StatusCodes.Status501NotImplemented),
        };
    }

    private VerifiedRequest Verify(WireRequest request)
    {
        try
        {
            return _signatures.Verify(request, new SigningRules { Service = "s3", Region = _state.Options.Region, IsS3 = true });
        }
        catch (SignatureException refused)
        {
            throw S3SignatureErrors.Of(refused, _state.Clock.GetUtcNow());
        }
    }

    private static string BucketOf(WireRequest request) => request.RawPath.Split('/', 3)[1];

    private static string KeyOf(WireRequest request) => request.RawPath.Split('/', 3) is [_, _, var key] ? Uri.UnescapeDataString(key) : "";

    private static bool IsSignedForS3(WireRequest request) =>
        (request.Header("Authorization") is { } header && header.StartsWith(SignatureClaim.Algorithm, StringComparison.Ordinal) && header.Contains("/s3/aws4_request", StringComparison.Ordinal))
        || request.QueryValue("X-Amz-Credential")?.EndsWith("/s3/aws4_request", StringComparison.Ordinal) == true;
}
