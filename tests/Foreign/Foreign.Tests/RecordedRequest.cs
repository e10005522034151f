namespace Amplify.Tests;

/// <summary>A request as it goes over the wire: target and headers as they are written, body as bytes.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The names of the headers that the signature covers.</summary>
    public string[] SignedHeaders => Header("Authorization")!.Split("SignedHeaders=")[1].Split(',')[0].Split(';');
}
