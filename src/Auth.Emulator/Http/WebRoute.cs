using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>A place that a browser or an OAuth client asks: its name in log and faults, what it does, and how it tells errors.</summary>
internal sealed class WebRoute(EmulatorState state, string name, Func<WebRequest, Task<Answer>> act, Func<ServiceException, Answer> tellError) : IService
{
    public int MaxBodyBytes => state.Options.MaxRequestBodyBytes;

    public string RequestIdHeader => "x-amz-cognito-request-id";

    public bool IsReadByAnyOrigin => false;

    public bool Takes(WireRequest request) => true;

    public string NameOf(WireRequest request) => name;

    public JsonObject? Readable(WireRequest request) => null;

    public Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken) =>
        act(WebRequest.Read(request, state.Endpoint, cancellationToken));

    public Answer Refusal(ServiceException error) => tellError(error);

    public ServiceException Throttled() => new("TooManyRequestsException", "Rate exceeded");
}
