using System.Text;

namespace Amplify.Tests.Http;

/// <summary>A request as it would have gone over the wire.</summary>
internal sealed record CapturedRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
