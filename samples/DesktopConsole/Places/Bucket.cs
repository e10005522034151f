namespace Amplify.Samples;

/// <summary>Where a user's files go.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Endpoint">Where S3 is; null for AWS's own.</param>
internal sealed record Bucket(string Name, string Region, Uri? Endpoint);
