using System.Text.Json.Nodes;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>
/// Everything that must not be seen, collected while a flow runs. What the test gives is added by hand; what the wire carries is
/// taken from the requests and answers, where every text is a secret unless its member is known to be none. So a new
/// operation is watched without anybody telling the harness.
/// </summary>
internal sealed class KnownSecrets
{
    private const int ShortestSecret = 4;

    // Protocol words, ids of public things, and what the service itself masks.
    private static readonly HashSet<string> _public = new(StringComparer.Ordinal)
    {
        "__type", "message", "Message", "AuthFlow", "ChallengeName", "ClientId", "UserPoolId", "TokenType", "TIMESTAMP", "DeliveryMedium", "AttributeName", "Name",
        "Destination", "CODE_DELIVERY_DELIVERY_MEDIUM", "CODE_DELIVERY_DESTINATION", "FRIENDLY_DEVICE_NAME", "requiredAttributes", "MFAS_CAN_CHOOSE",
        "MFAS_CAN_SETUP", "ANSWER", "Status", "FriendlyDeviceName", "UserMFASettingList", "PreferredMfaSetting", "IdentityPoolId", "AccessKeyId", "CustomRoleArn", "FriendlyCredentialName",
        "token_type", "error", "error_description",
    };

    // Of the OAuth endpoints' forms; all else in them is protocol words, ids and public addresses.
    private static readonly string[] _formSecrets = ["code", "code_verifier", "refresh_token", "token", "client_secret"];

    private static readonly HashSet<string> _personal = new(StringComparer.Ordinal)
    {
        "Username", "USERNAME", "USER_ID_FOR_SRP", "UserSub", "EMAIL", "userAttributes", "Value", "IdentityId",
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal);

    /// <summary>What must be seen nowhere, by value, with what it is.</summary>
    public IReadOnlyDictionary<string, string> Secrets => Copy(_secrets);

    /// <summary>Who somebody is: must not be seen in logs, tags and addresses; an exception for that user's eyes may name it.</summary>
    public IReadOnlyDictionary<string, string> People => Copy(_people);

    /// <summary>Adds a secret; a JSON Web Token also by its payload and its signature.</summary>
    public string Add(string what, string value)
    {
        Put(_secrets, what, value);
        string[] parts = value.Split('.');
        if (parts.Length == 3 && value.StartsWith("ey", StringComparison.Ordinal))
        {
            Put(_secrets, $"payload of {what}", parts[1]);
            Put(_secrets, $"signature of {what}", parts[2]);
        }

        return value;
    }

    public string AddPerson(string what, string value)
    {
        Put(_people, what, value);
        return value;
    }

    /// <summary>Adds what a request or an answer carries; what is neither JSON nor credentials in XML (a page, garbage) carries nothing.</summary>
    public void AddWire(string what, string body)
    {
        foreach (string element in new[] { "SecretAccessKey", "SessionToken" })
        {
            string[] parts = body.Split($"<{element}>");
            if (parts.Length > 1)
            {
                Add($"{what} {element}", parts[1].Split('<')[0]);
            }
        }

        JsonNode? json;
        try
        {
            json = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return;
        }

        AddNode(what, member: "", json);
    }

    /// <summary>Adds what a request to an OAuth endpoint carries.</summary>
    public void AddForm(string what, string body)
    {
        foreach ((string name, string value) in Browser.ParametersOf($"?{body}").Where(p => _formSecrets.Contains(p.Key)))
        {
            Add($"{what} {name}", value);
        }
    }

    private void AddNode(string what, string member, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    AddNode(what, name, value);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? element in list)
                {
                    AddNode(what, member, element);
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text) && !_public.Contains(member):
                if (_personal.Contains(member) || member.StartsWith("userAttributes.", StringComparison.Ordinal))
                {
                    AddPerson($"{what} {member}", text);
                }
                else
                {
                    Add($"{what} {member}", text);
                }

                break;
        }
    }

    private void Put(Dictionary<string, string> kind, string what, string value)
    {
        // "true" and the like are no secrets, whatever member they stand in.
        if (value.Length < ShortestSecret || value is "true" or "false" or "null")
        {
            return;
        }

        lock (_gate)
        {
            kind.TryAdd(value, what);
        }
    }

    private Dictionary<string, string> Copy(Dictionary<string, string> kind)
    {
        lock (_gate)
        {
            return new Dictionary<string, string>(kind, StringComparer.Ordinal);
        }
    }
}
