namespace Amplify.Desktop;

/// <summary>What is read of a request: its first line and the headers, never a body.</summary>
internal sealed class RequestHead(string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    public string Method { get; } = method;

    public string Target { get; } = target;

    /// <summary>Every value a header was sent with, in order.</summary>
    public IEnumerable<string> Values(string name) => headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}
