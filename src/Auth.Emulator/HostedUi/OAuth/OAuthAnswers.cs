using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>What the OAuth endpoints answer: JSON that any origin may read and nobody may keep.</summary>
internal static class OAuthAnswers
{
    private const string ContentType = "application/json;charset=UTF-8";

    public static Answer Json(JsonObject body, int status = StatusCodes.Status200OK, string? challenge = null) => Answer.Document(body, ContentType, status, Headers(challenge));

    /// <summary>Success with nothing to say.</summary>
    public static Answer Empty() => new() { Headers = Headers(null) };

    /// <summary><c>{"error", "error_description"}</c>, the latter only where there is more to say.</summary>
    public static Answer Tell(ServiceException error) => Tell(error, null);

    public static Answer Tell(ServiceException error, string? challenge)
    {
        (string code, int status) = error.Code switch
        {
            "TooManyRequestsException" => ("too_many_requests", StatusCodes.Status429TooManyRequests),
            "InternalErrorException" => ("server_error", StatusCodes.Status500InternalServerError),
            var known => (known, error.Status),
        };
        var body = new JsonObject { ["error"] = code };
        if (error.Message.Length > 0)
        {
            body["error_description"] = error.Message;
        }

        return Json(body, status, challenge);
    }

    private static Dictionary<string, string> Headers(string? challenge)
    {
        var headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*", ["Cache-Control"] = "no-store", ["Pragma"] = "no-cache" };
        if (challenge is not null)
        {
            headers["WWW-Authenticate"] = challenge;
        }

        return headers;
    }
}
