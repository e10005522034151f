using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>One of the services behind the emulator's one address.</summary>
internal interface IService
{
    /// <summary>The longest request body it takes, in bytes.</summary>
    int MaxBodyBytes { get; }

    /// <summary>The header its answers carry their request id in.</summary>
    string RequestIdHeader { get; }

    /// <summary>Whether its answers let the scripts of any origin read them; where not, each answer says so for itself.</summary>
    bool IsReadByAnyOrigin => true;

    /// <summary>Whether a request, its body not read yet, is for this service.</summary>
    bool Takes(WireRequest request);

    /// <summary>The name of what a request asks, for log and faults.</summary>
    string NameOf(WireRequest request);

    /// <summary>The body as the log shows it; <see langword="null"/> where it cannot be shown as JSON.</summary>
    JsonObject? Readable(WireRequest request);

    /// <summary>Acts on a request.</summary>
    /// <exception cref="ServiceException">The service refuses; <see cref="Refusal"/> says so in the service's form.</exception>
    Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken);

    /// <summary>An error in the form of this service.</summary>
    Answer Refusal(ServiceException error);

    /// <summary>How this service says "too fast".</summary>
    ServiceException Throttled();
}
