using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload.</summary>
internal sealed class MultipartOperations(ObjectOperations objects)
{
    private const int MostParts = 10_000;
    private const int SmallestPart = 5 * 1024 * 1024;
    private static readonly XNamespace Ns = S3Service.Namespace;

    public static Answer Create(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        var upload = new MultipartUpload(call.Key, call);
        call.Bucket.Uploads.Add(upload);
        return XmlAnswers.Of(
            new XElement(Ns + "InitiateMultipartUploadResult", new XElement(Ns + "Bucket", call.Bucket.Name), new XElement(Ns + "Key", call.Key), new XElement(Ns + "UploadId", upload.Id)),
            "application/xml");
    }

    public static Answer PutPart(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        MultipartUpload upload = Upload(call);
        bool isNumber = int.TryParse(call.Request.QueryValue("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (!isNumber || number is < 1 or > MostParts)
        {
            throw new ServiceException("InvalidArgument", $"Part number must be an integer between 1 and {MostParts}, inclusive");
        }

        var part = new UploadedPart { Number = number, Content = call.Payload, ETag = EmulatedBucket.TagOf(call.Payload), Checksums = Checksum.Verify(call) };
        upload.Put(part);
        return new Answer { Headers = new Dictionary<string, string>(part.Checksums) { ["ETag"] = $"\"{part.ETag}\"" } };
    }

    public Answer Complete(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        MultipartUpload upload = Upload(call);
        List<UploadedPart> parts = Named(call, upload);
        if (parts.SkipLast(1).Any(part => part.Content.Length < SmallestPart))
        {
            throw new ServiceException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }

        byte[] tags = [.. parts.SelectMany(part => Convert.FromHexString(part.ETag))];
        Dictionary<string, string> checksums = Composite(parts);
        EmulatedObject made = objects.Describe(upload.Begun, Joined(parts), $"{EmulatedBucket.TagOf(tags)}-{parts.Count}", checksums);
        call.Bucket.Uploads.Remove(upload);
        call.Bucket.Put(made);
        return XmlAnswers.Of(
            new XElement(
                Ns + "CompleteMultipartUploadResult",
                new XElement(Ns + "Location", $"http://{call.Request.Header("Host")}{call.Request.RawPath}"),
                new XElement(Ns + "Bucket", call.Bucket.Name),
                new XElement(Ns + "Key", call.Key),
                new XElement(Ns + "ETag", $"\"{made.ETag}\""),
                checksums.Select(checksum => new XElement(Ns + Checksum.ElementOf(checksum.Key), checksum.Value)),
                checksums.Count > 0 ? new XElement(Ns + "ChecksumType", "COMPOSITE") : null),
            "application/xml");
    }

    public static Answer Abort(S3Call call)
    {
        ObjectAccess.CheckWrite(call.Caller, call.Key);
        call.Bucket.Uploads.Remove(Upload(call));
        return new Answer { Status = StatusCodes.Status204NoContent };
    }

    private static byte[] Joined(List<UploadedPart> parts)
    {
        using var whole = new MemoryStream(parts.Sum(part => part.Content.Length));
        parts.ForEach(part => whole.Write(part.Content));
        return whole.ToArray();
    }

    private static MultipartUpload Upload(S3Call call) => call.Bucket.Uploads.Find(call.Request.QueryValue("uploadId") ?? "", call.Key);

    /// <summary>The parts the request lists, each as it was put.</summary>
    private static List<UploadedPart> Named(S3Call call, MultipartUpload upload)
    {
        var parts = new List<UploadedPart>();
        foreach (XElement named in Read(call.Payload).Elements().Where(element => element.Name.LocalName == "Part"))
        {
            string? Value(string name) => named.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
            bool isNumber = int.TryParse(Value("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            UploadedPart? part = isNumber ? upload.Find(number) : null;
            if (part is null || Value("ETag")?.Trim('"') != part.ETag || part.Checksums.Any(checksum => Value(Checksum.ElementOf(checksum.Key)) is { } said && said != checksum.Value))
            {
                throw new ServiceException(
                    "InvalidPart",
                    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");
            }

            if (parts.Count > 0 && parts[^1].Number >= number)
            {
                throw new ServiceException("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }

            parts.Add(part);
        }

        return parts.Count > 0 ? parts : throw Malformed();
    }

    private static XElement Read(byte[] payload)
    {
        try
        {
            using var stream = new MemoryStream(payload);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            throw Malformed();
        }
    }

    private static ServiceException Malformed() => new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    /// <summary>The checksum of the parts' checksums, for each that all parts have.</summary>
    private static Dictionary<string, string> Composite(List<UploadedPart> parts) => Checksum.Headers
        .Where(header => parts.TrueForAll(part => part.Checksums.ContainsKey(header)))
        .ToDictionary(header => header, header => $"{Checksum.Of(header, [.. parts.SelectMany(part => Convert.FromBase64String(part.Checksums[header]))])}-{parts.Count}");
}
