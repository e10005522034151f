namespace Amplify.Samples;

/// <summary>A file of the user.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Its key in the bucket.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="ModifiedAt">When it was put there; null where that is not known.</param>
internal sealed record UserFile(string Name, string Key, long Size, DateTime? ModifiedAt);
