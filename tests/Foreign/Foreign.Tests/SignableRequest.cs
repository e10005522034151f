using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>A request for two signers: as it goes over the wire, and as the other library wants to be told of it.</summary>
internal sealed record SignableRequest(
    string Name,
    string Method = "GET",
    string Path = "/",
    (string Name, string Value)[]? Query = null,
    (string Name, string Value)[]? Headers = null,
    byte[]? Body = null,
    string Service = "execute-api",
    string Region = "eu-west-1",
    string Host = "abc123.execute-api.eu-west-1.amazonaws.com")
{
    /// <summary>Amazon S3 encodes paths once, all others twice.</summary>
    public bool DoubleEncodePath => Service != "s3";

    public Uri Origin => new($"https://{Host}");

    public Uri Address
    {
        get
        {
            IEnumerable<string> query = (Query ?? []).Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}");
            return new Uri($"https://{Host}{Path}{(Query is null ? "" : "?")}{string.Join('&', query)}");
        }
    }

    public JsonObject ToJson()
    {
        var headers = new JsonObject { ["host"] = Address.IsDefaultPort ? Address.IdnHost : $"{Address.IdnHost}:{Address.Port}" };
        foreach ((string name, string value) in Headers ?? [])
        {
            headers[name] = value;
        }

        var query = new JsonObject();
        foreach (IGrouping<string, string> values in (Query ?? []).GroupBy(q => q.Name, q => q.Value))
        {
            query[values.Key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return new JsonObject
        {
            ["method"] = Method,
            ["hostname"] = Address.IdnHost,
            ["path"] = Address.AbsolutePath,
            ["query"] = query,
            ["headers"] = headers,
            ["body"] = Body is null ? null : Convert.ToBase64String(Body),
            ["service"] = Service,
            ["region"] = Region,
            ["uriEscapePath"] = DoubleEncodePath,
        };
    }

    public HttpRequestMessage ToHttp()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Address) { Content = Body is null ? null : new ByteArrayContent(Body) };
        foreach ((string name, string value) in Headers ?? [])
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() => Name;
}
