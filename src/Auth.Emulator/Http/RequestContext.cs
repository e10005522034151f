namespace Amplify.Emulator;

/// <summary>Where a request comes from and what it carries along for triggers.</summary>
internal sealed class RequestContext(EmulatedUserPool pool, EmulatedAppClient? client, IReadOnlyDictionary<string, string> clientMetadata)
{
    public static readonly IReadOnlyDictionary<string, string> NoMetadata = new Dictionary<string, string>();

    public EmulatedUserPool Pool { get; } = pool;

    /// <summary>The app client; <see langword="null"/> when an administrator asks.</summary>
    public EmulatedAppClient? Client { get; } = client;

    public IReadOnlyDictionary<string, string> ClientMetadata { get; } = clientMetadata;

    public static RequestContext Of(EmulatedAppClient client, OperationCall call) => new(client.Pool, client, call.ClientMetadata);

    public static RequestContext OfAdmin(EmulatedUserPool pool, OperationCall call) => new(pool, null, call.ClientMetadata);
}
