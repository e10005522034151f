using System.Net.Http.Headers;
using System.Text.Json;

namespace Amplify.CognitoClients;

/// <summary>
/// Reads an error answer of the AWS JSON 1.1 protocol. Code: header <c>x-amzn-ErrorType</c>, else body member <c>code</c>, else <c>__type</c>.
/// Message: body member <c>message</c>, else <c>Message</c>, else a header. A body that is not JSON (a proxy's page) is ignored, never repeated.
/// </summary>
internal static class ErrorAnswer
{
    private const int MaxCodeLength = 128;
    private const int MaxMessageLength = 4096;

    /// <summary>Reads an error answer.</summary>
    public static ServiceError Read(string service, HttpResponseMessage answer, string? requestId, ReadOnlySpan<byte> body, Exception? cause)
    {
        Dictionary<string, string> members = ReadMembers(body);
        string? code = CleanCode(Header(answer.Headers, "x-amzn-ErrorType"))
            ?? CleanCode(members.GetValueOrDefault("code"))
            ?? CleanCode(members.GetValueOrDefault("__type"));
        string? message = Text(members.GetValueOrDefault("message"))
            ?? Text(members.GetValueOrDefault("Message"))
            ?? Text(Header(answer.Headers, "x-amzn-error-message"))
            ?? Text(Header(answer.Headers, "x-amzn-ErrorMessage"));
        return new ServiceError
        {
            Message = message ?? $"{service} answered HTTP {(int)answer.StatusCode}, {code ?? "without an error code"}, without a message.",
            Code = code,
            ReasonCode = members.GetValueOrDefault("reasonCode"),
            RequestId = requestId,
            Status = answer.StatusCode,
            Cause = cause,
        };
    }

    /// <summary>The first value of a header.</summary>
    public static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? Text(values.First()) : null;

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value)
        ? null
        : value.Length <= MaxMessageLength ? value : value[..MaxMessageLength];

    /// <summary>Takes the name out of <c>namespace#Name:url</c>; what is no name is no code.</summary>
    private static string? CleanCode(string? raw)
    {
        if (raw is null)
        {
            return null;
        }

        int end = raw.AsSpan().IndexOfAny(',', ':');
        ReadOnlySpan<char> name = end < 0 ? raw : raw.AsSpan(0, end);
        name = name[(name.LastIndexOf('#') + 1)..].Trim();
        if (name.IsEmpty || name.Length > MaxCodeLength)
        {
            return null;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return null;
            }
        }

        return name.ToString();
    }

    /// <summary>The text members of a JSON object; none where the body is anything else or cut short.</summary>
    private static Dictionary<string, string> ReadMembers(ReadOnlySpan<byte> body)
    {
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        Utf8JsonReader reader = new(body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return members;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    members[name] = reader.GetString()!;
                }

                reader.Skip();
            }

            // Reading on to the end proves that the object is whole and alone.
            while (reader.Read())
            {
            }

            return members;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, cut short, or not UTF-8: status and headers must do.
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }
}
