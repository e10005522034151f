using System.Net;
using System.Text;
using Amazon.Runtime;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Answers that say "success" but cannot be used.</summary>
internal sealed class AnswerTests : UserPoolFixture
{
    [TestCase("<html>secret-1</html>")]
    [TestCase("secret-1")]
    [TestCase("""{"Session":"secret-1""")]
    [TestCase("""{"Session":"secret-1"} trailing""")]
    [TestCase("""{"Session":{"secret-1":1}}""")]
    [TestCase("""{"ChallengeName":["secret-1"]}""")]
    [TestCase("""{"ChallengeParameters":["secret-1"]}""")]
    [TestCase("""{"AuthenticationResult":{"ExpiresIn":"secret-1"}}""")]
    [TestCase("""{"AuthenticationResult":{"ExpiresIn":99999999999}}""")]
    [TestCase("""["secret-1"]""")]
    [TestCase("null")]
    [TestCase(" ")]
    [TestCase("﻿{}")]
    public async Task Garbage_is_a_typed_error_that_repeats_none_of_it(string body)
    {
        Http.ExpectJson(body);

        AmazonUnmarshallingException error = await UnintelligibleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.RequestId, Is.EqualTo("request-1"));
            Assert.That(error.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(error.ResponseBody, Is.Null);
            Assert.That(error.InnerException, Is.Null);
            Assert.That(error.ToString(), Does.Contain("Cognito user pools").And.Not.Contain("secret-1"));
        }
    }

    [Test]
    public async Task Text_that_is_not_utf8_is_a_typed_error()
    {
        byte[] body = [.. """{"Session":"x"""u8, 0xC3, 0x28, .. "\"}"u8];
        Http.Expect(ScriptedHandler.Answer(new ByteArrayContent(body)));

        await UnintelligibleAsync();
    }

    [Test]
    public async Task A_nest_too_deep_is_a_typed_error()
    {
        Http.ExpectJson("{\"New\":" + new string('[', 400) + new string(']', 400) + "}");

        await UnintelligibleAsync();
    }

    [Test]
    public async Task An_answer_of_exactly_the_limit_is_read()
    {
        Http.ExpectJson("{\"Session\":\"" + new string('s', 1000 - 14) + "\"}");

        Assert.That((await CallAsync()).ContentLength, Is.EqualTo(1000));
    }

    [Test]
    public async Task An_announced_answer_beyond_the_limit_is_not_read_at_all()
    {
        ScriptedStream stream = new(Encoding.UTF8.GetBytes("{}"));
        StreamContent content = new(stream) { Headers = { ContentLength = 1001 } };
        Http.Expect(ScriptedHandler.Answer(content));

        AmazonUnmarshallingException error = await UnintelligibleAsync();

        Assert.That((stream.BytesRead, error.RequestId), Is.EqualTo((0, "request-1")));
        Assert.That(error.Message, Does.Contain("1000 bytes"));
    }

    [Test]
    public async Task An_endless_answer_is_dropped_at_the_limit()
    {
        ScriptedStream stream = new(Encoding.UTF8.GetBytes("{\"Session\":\"" + new string('s', 5000)), hangs: true);
        Http.Expect(ScriptedHandler.Answer(new StreamContent(stream)));

        await UnintelligibleAsync();

        Assert.That(stream.BytesRead, Is.EqualTo(1001));
    }

    [Test]
    public async Task An_answer_in_many_pieces_is_put_together()
    {
        using ScriptedHandler http = new();
        using CognitoIdentityProvider.AmazonCognitoIdentityProviderClient client = new(new() { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, http);
        string session = new('s', 100_000);
        http.Expect(ScriptedHandler.Answer(new StreamContent(new ScriptedStream(Encoding.UTF8.GetBytes("{\"Session\":\"" + session + "\"}")))));

        InitiateAuthResponse response = await client.InitiateAuthAsync(new InitiateAuthRequest());

        Assert.That(response.Session, Is.EqualTo(session));
    }

    [Test]
    public async Task A_connection_that_breaks_in_the_answer_is_an_io_error_as_it_came()
    {
        IOException broken = new("broken");
        Http.Expect(ScriptedHandler.Answer(new StreamContent(new ScriptedStream("{\"Sess"u8.ToArray(), broken))));

        Assert.That(await FailureAsync<IOException>(), Is.SameAs(broken));
    }

    [Test]
    public async Task A_break_in_the_answer_is_an_io_error_even_when_the_content_calls_it_a_request_error()
    {
        HttpRequestException wrapped = new(HttpRequestError.ResponseEnded);
        Http.Expect(ScriptedHandler.Answer(new StreamContent(new ScriptedStream("{"u8.ToArray(), wrapped))));

        Assert.That((await FailureAsync<IOException>()).InnerException, Is.SameAs(wrapped));
    }
}
