using System.Text.Json.Nodes;

namespace Amplify.Tests.Model;

/// <summary>An authenticator in software, and the person before it. An engine may ask it; what applications have of it is for them to ask.</summary>
internal sealed class ModelAuthenticator : IPasskeyAuthenticator
{
    private readonly SoftwareAuthenticator _device = new();

    /// <summary>What comes of it when the engine asks.</summary>
    public Person Person { get; set; }

    public bool Has(string credentialId) => _device.Credentials.Any(credential => credential.IdText == credentialId);

    /// <summary>Whether it has a passkey that the options allow.</summary>
    public bool Fits(string requestOptions) => JsonNode.Parse(requestOptions)!["allowCredentials"]!.AsArray().Any(allowed => Has((string)allowed!["id"]!));

    /// <exception cref="InvalidOperationException">It has one of the user's already.</exception>
    public string Create(string options, bool isGenuine) => Cheating(!isGenuine, () => _device.Create(Parse(options)).ToJsonString());

    /// <exception cref="InvalidOperationException">It has none that is allowed.</exception>
    public string Get(string options, bool isGenuine) => Cheating(!isGenuine, () => _device.Get(Parse(options)).ToJsonString());

    public ValueTask<string?> CreateAsync(string creationOptionsJson, CancellationToken cancellationToken = default) => Say(isGenuine => Create(creationOptionsJson, isGenuine));

    public ValueTask<string?> GetAsync(string requestOptionsJson, CancellationToken cancellationToken = default) => Say(isGenuine => Get(requestOptionsJson, isGenuine));

    private ValueTask<string?> Say(Func<bool, string> what) => Person switch
    {
        Person.Cancels => new((string?)null),
        Person.Fails => throw new InvalidOperationException("The authenticator is out of order."),
        Person.Babbles => new("no JSON at all"),
        _ => new(what(Person == Person.Agrees)),
    };

    private string Cheating(bool cheats, Func<string> act)
    {
        _device.FalseChallenge = cheats ? new string('A', 43) : null;
        try
        {
            return act();
        }
        finally
        {
            _device.FalseChallenge = null;
        }
    }

    private static JsonObject Parse(string options) => (JsonObject)JsonNode.Parse(options)!;
}
