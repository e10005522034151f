using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The user pool's own operations, called by its pages as a client that knows the secret.</summary>
internal sealed class UserOperations(HostedUiContext context, EmulatedAppClient client)
{
    /// <exception cref="ServiceException">The operation refuses.</exception>
    public JsonObject Call(string operation, string username, params IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var body = new JsonObject { ["ClientId"] = client.Id, ["Username"] = username };
        if (client.SecretHash(username) is { } hash)
        {
            body["SecretHash"] = hash;
        }

        return Invoke(operation, body, members);
    }

    /// <summary>An operation within a sign-in, which its session opens.</summary>
    /// <exception cref="ServiceException">The operation refuses.</exception>
    public JsonObject CallInSignIn(string operation, string session, params IEnumerable<(string Name, JsonNode? Value)> members) =>
        Invoke(operation, new JsonObject { ["Session"] = session }, members);

    private JsonObject Invoke(string operation, JsonObject body, IEnumerable<(string Name, JsonNode? Value)> members)
    {
        foreach ((string name, JsonNode? value) in members)
        {
            body[name] = value;
        }

        return context.Operations.Find(operation)!.Invoke(body);
    }
}
