using System.Text;

namespace Amplify.Tests;

/// <summary>Every way to change one byte of what a signature covers, and of the signature itself.</summary>
internal static class Tampering
{
    /// <summary>The changed requests, each with the name of what was changed.</summary>
    public static IEnumerable<(string What, RecordedRequest Request)> Of(RecordedRequest request)
    {
        foreach ((int at, string method) in Changed(request.Method))
        {
            yield return ($"method[{at}]", request with { Method = method });
        }

        // The first slash makes it a path; without the question mark the query belongs to the path.
        foreach ((int at, string target) in Changed(request.Target).Where(change => change.At > 0))
        {
            yield return ($"target[{at}] {target}", request with { Target = target });
        }

        for (int i = 0; i < request.Headers.Count; i++)
        {
            (string name, string value) = request.Headers[i];
            if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !request.SignedHeaders.Contains(name.ToLowerInvariant()))
            {
                continue;
            }

            foreach ((int at, string changed) in Changed(name))
            {
                yield return ($"name of {name}[{at}]", WithHeader(request, i, changed, value));
            }

            foreach ((int at, string changed) in Changed(value))
            {
                yield return ($"{name}[{at}] {changed}", WithHeader(request, i, name, changed));
            }
        }

        for (int i = 0; i < request.Body.Length; i++)
        {
            byte[] body = [.. request.Body];
            body[i] = (byte)Other((char)body[i]);
            yield return ($"body[{i}] {Encoding.Latin1.GetString(request.Body, i, 1)}", request with { Body = body });
        }
    }

    private static RecordedRequest WithHeader(RecordedRequest request, int index, string name, string value)
    {
        List<(string, string)> headers = [.. request.Headers];
        headers[index] = (name, value);
        return request with { Headers = headers };
    }

    private static IEnumerable<(int At, string Text)> Changed(string text) =>
        Enumerable.Range(0, text.Length).Select(at => (at, $"{text[..at]}{Other(text[at])}{text[(at + 1)..]}"));

    /// <summary>Another character of the same kind: a change that breaks no grammar and means something else.</summary>
    private static char Other(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 1) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 1) % 26)),
        >= '0' and <= '9' => (char)('0' + ((c - '0' + 1) % 10)),
        _ => 'x',
    };
}
