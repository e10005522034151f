using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;

namespace Amplify.Emulator;

/// <summary>The Security Token Service by its query protocol: a form in, XML out.</summary>
internal sealed class StsService(EmulatorState state) : IService
{
    public static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    private const string Version = "2011-06-15";
    private readonly CallerIdentity _callers = new(state);
    private readonly WebIdentityRoles _webIdentity = new(state);

    public int MaxBodyBytes => state.Options.MaxRequestBodyBytes;

    public string RequestIdHeader => "x-amzn-RequestId";

    public bool Takes(WireRequest request) => request is { Method: "POST", RawPath: "/" }
        && request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    public string NameOf(WireRequest request) => Form(request).GetValueOrDefault("Action") ?? "POST /";

    public JsonObject? Readable(WireRequest request) => new([.. Form(request).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);

    public Task<Answer> ActAsync(string operation, WireRequest request, CancellationToken cancellationToken) => Task.FromResult(Act(operation, request));

    public Answer Refusal(ServiceException error) => Xml(
        new XElement(
            Namespace + "ErrorResponse",
            new XElement(
                Namespace + "Error",
                new XElement(Namespace + "Type", error.Status >= 500 ? "Receiver" : "Sender"),
                new XElement(Namespace + "Code", error.Code),
                new XElement(Namespace + "Message", error.Message)),
            new XElement(Namespace + "RequestId", Guid.NewGuid().ToString())),
        error.Status);

    public ServiceException Throttled() => new("Throttling", "Rate exceeded");

    private Answer Act(string operation, WireRequest request)
    {
        IReadOnlyDictionary<string, string> form = Form(request);
        if (form.GetValueOrDefault("Version") != Version)
        {
            throw new ServiceException("InvalidAction", $"Could not find operation {operation} for version {form.GetValueOrDefault("Version") ?? "NO_VERSION_SPECIFIED"}");
        }

        XElement result = operation switch
        {
            "AssumeRoleWithWebIdentity" => _webIdentity.AssumeRole(form),
            "GetCallerIdentity" => _callers.Tell(request),
            _ => throw new ServiceException("InvalidAction", $"Could not find operation {operation} for version {Version}"),
        };
        return Xml(new XElement(Namespace + $"{operation}Response", result, Metadata()), 200);
    }

    private static XElement Metadata() => new(Namespace + "ResponseMetadata", new XElement(Namespace + "RequestId", Guid.NewGuid().ToString()));

    private static Answer Xml(XElement document, int status) => XmlAnswers.Of(document, "text/xml", status);

    private static Dictionary<string, string> Form(WireRequest request) =>
        QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(request.Body)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
}
