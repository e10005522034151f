using System.Net;
using System.Text.Json.Nodes;

namespace Amplify.Tests;

/// <summary>What came back over HTTP.</summary>
internal sealed class WireAnswer(HttpResponseMessage response, string text)
{
    public HttpStatusCode Status => response.StatusCode;

    public string Text { get; } = text;

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? ErrorCode => (string?)Json["__type"];

    public string? ErrorMessage => (string?)Json["message"];

    public JsonObject Tokens => Json["AuthenticationResult"]!.AsObject();

    public string? Challenge => (string?)Json["ChallengeName"];

    public string Session => (string)Json[nameof(Session)]!;

    public string Header(string name) => string.Join(",", response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .Single(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public string Parameter(string name) => (string)Json["ChallengeParameters"]![name]!;

    public void MustBe(string code, string message)
    {
        Assert.That((Status, ErrorCode, ErrorMessage), Is.EqualTo((HttpStatusCode.BadRequest, code, message)), Text);
        Assert.That(Header("x-amzn-ErrorType"), Is.EqualTo(code + ":"));
    }

    public WireAnswer MustSucceed()
    {
        Assert.That(Status, Is.EqualTo(HttpStatusCode.OK), Text);
        return this;
    }

    public void MustSucceedWithoutBody() => Assert.That((Status, Text), Is.EqualTo((HttpStatusCode.OK, "")));
}
