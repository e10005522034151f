using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>One request as the emulator received it. It holds passwords and tokens as they were sent: for tests only.</summary>
public sealed class LoggedRequest
{
    /// <summary>
    /// The operation's name, for example <c>InitiateAuth</c>; for S3 that of its API, for example <c>PutObject</c>; <c>jwks</c>, <c>openid-configuration</c>,
    /// <c>preflight</c> for those; <c>login</c>, <c>oauth2/token</c>… in the hosted UI and <c>Google/token</c>… at an emulated provider; otherwise the method and path.
    /// </summary>
    public required string Operation { get; init; }

    /// <summary>The path and query as they were sent, for example <c>/photos/private/eu-west-1%3A…/cat.jpg</c>.</summary>
    public string Target { get; init; } = "/";

    /// <summary>When it arrived, by the emulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The parsed body, for STS the parameters; <see langword="null"/> where there is none or it is no JSON object.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>The parameters of the query and of a form, decoded; several values of one name are joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>ClientMetadata</c> of the body; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> ClientMetadata =>
        Body?[nameof(ClientMetadata)] is JsonObject map ? map.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") : new Dictionary<string, string>();

    /// <summary>The <c>UserContextData</c> of the body, as it was sent; <see langword="null"/> where there is none.</summary>
    public UserContext? UserContext => Body?["UserContextData"] is JsonObject told
        ? new UserContext { EncodedData = told["EncodedData"]?.ToString(), IpAddress = told["IpAddress"]?.ToString() }
        : null;

    /// <summary>The headers; several values of one header are joined by commas. Names compare without case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
}
