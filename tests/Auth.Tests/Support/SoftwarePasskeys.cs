using System.Text.Json.Nodes;

namespace Amplify.Tests.Support;

/// <summary>The authenticator in software, as an engine asks it; the browser in a person's hand, as a test asks it.</summary>
internal sealed class SoftwarePasskeys : IPasskeyAuthenticator
{
    public SoftwareAuthenticator Device { get; } = new();

    /// <summary>The person says no.</summary>
    public bool Cancels { get; set; }

    public int Asked { get; private set; }

    public string Create(string creationOptions) => Device.Create((JsonObject)JsonNode.Parse(creationOptions)!).ToJsonString();

    public string Get(string requestOptions) => Device.Get((JsonObject)JsonNode.Parse(requestOptions)!).ToJsonString();

    public ValueTask<string?> CreateAsync(string creationOptionsJson, CancellationToken cancellationToken = default) => Say(() => Create(creationOptionsJson));

    public ValueTask<string?> GetAsync(string requestOptionsJson, CancellationToken cancellationToken = default) => Say(() => Get(requestOptionsJson));

    private ValueTask<string?> Say(Func<string> what)
    {
        Asked++;
        return new(Cancels ? null : what());
    }
}
