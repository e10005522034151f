namespace Amplify.Emulator;

/// <summary>What a request asks of S3: method, object or bucket, and the words in the query that mean something else.</summary>
internal static class S3Request
{
    // Requests for these would be taken for the plain one, and do harm.
    private static readonly string[] Subresources =
    [
        "acl", "accelerate", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle", "location", "logging", "metrics",
        "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore", "retention", "select",
        "session", "tagging", "torrent", "versionId", "versioning", "versions", "website",
    ];

    /// <summary>The operation's name; <see langword="null"/> for what this S3 does not do.</summary>
    public static string? NameOf(WireRequest request, bool hasKey)
    {
        if (Subresources.Any(request.HasQuery) || request.Header("x-amz-copy-source") is not null)
        {
            return null;
        }

        bool uploads = request.HasQuery("uploads");
        bool uploadId = request.HasQuery("uploadId");
        return (request.Method, hasKey, uploads, uploadId) switch
        {
            ("PUT", true, false, false) => "PutObject",
            ("PUT", true, false, true) => "UploadPart",
            ("GET", true, false, false) => "GetObject",
            ("HEAD", true, false, false) => "HeadObject",
            ("DELETE", true, false, false) => "DeleteObject",
            ("DELETE", true, false, true) => "AbortMultipartUpload",
            ("POST", true, true, false) => "CreateMultipartUpload",
            ("POST", true, false, true) => "CompleteMultipartUpload",
            ("GET", false, false, false) when request.QueryValue("list-type") == "2" => "ListObjectsV2",
            _ => null,
        };
    }
}
