using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>One operation of the service: the constraints of its request and what it does.</summary>
internal sealed class Operation(string name, IReadOnlyList<Member> members, Func<OperationCall, JsonObject> act)
{
    public string Name { get; } = name;

    /// <summary>Whether the service model gives it no output at all, not even an empty structure.</summary>
    public bool HasNoOutput { get; init; }

    /// <summary>Whether the service model gives its request a <c>UserContextData</c>.</summary>
    public bool TakesUserContext { get; init; }

    /// <summary>Checks the request and acts on it.</summary>
    /// <exception cref="ServiceException">The service refuses.</exception>
    public JsonObject Invoke(JsonObject body)
    {
        var call = new OperationCall(body);
        if (TakesUserContext)
        {
            _ = call.UserContext; // Whatever else is done with it, it has to be one.
        }

        List<string> violations = [.. members.SelectMany(member => member.Violations(body))];
        if (violations.Count > 0)
        {
            string count = violations.Count == 1 ? "1 validation error" : $"{violations.Count} validation errors";
            throw ServiceException.InvalidParameter($"{count} detected: {string.Join("; ", violations)}");
        }

        return act(call);
    }
}
