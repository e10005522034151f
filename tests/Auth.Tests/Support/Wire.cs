using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests.Support;

/// <summary>Looks into what went over the wire.</summary>
internal static class Wire
{
    public static IEnumerable<LoggedRequest> Of(CognitoEmulator cognito, string operation) => cognito.Requests.All.Where(r => r.Operation == operation);

    /// <summary>A parameter of a sign-in request: AuthParameters or ChallengeResponses.</summary>
    public static string? Parameter(LoggedRequest request, string name) =>
        (string?)((request.Body?["AuthParameters"] ?? request.Body?["ChallengeResponses"]) as JsonObject)?[name];

    public static string? Challenge(LoggedRequest request) => (string?)request.Body?["ChallengeName"];

    /// <summary>The sign-in so far, one word per request: the flow, then each challenge answered.</summary>
    public static IReadOnlyList<string> Path(CognitoEmulator cognito) =>
        [.. cognito.Requests.All.Where(r => r.Operation is "InitiateAuth" or "RespondToAuthChallenge").Select(r => (string?)r.Body?["AuthFlow"] ?? Challenge(r) ?? "?")];
}
