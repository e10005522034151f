using System.Net;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Tokens;

/// <summary>What may come back instead of a key set, and which keys of one are taken.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JwksAnswerTests
{
    private readonly ManualClock _clock = new();
    private readonly JwksServer _server = new();
    private HttpMessageInvoker _http = null!;
    private JwksTokenKeySource _source = null!;

    [SetUp]
    public void Make_a_source()
    {
        _http = new HttpMessageInvoker(_server);
        _source = new JwksTokenKeySource(JwksServer.Address, _http, _clock);
    }

    [TearDown]
    public void Dispose_of_it()
    {
        _source.Dispose();
        _http.Dispose();
        _server.Dispose();
    }

    [TestCase(HttpStatusCode.MovedPermanently)]
    [TestCase(HttpStatusCode.Found)]
    [TestCase(HttpStatusCode.TemporaryRedirect)]
    public async Task Redirects_are_not_followed(HttpStatusCode status)
    {
        _server.Answer = _ =>
        {
            HttpResponseMessage redirect = JwksServer.Text(JwksServer.Document(JwksServer.Key(TokenForge.KeyId)), status);
            redirect.Headers.Location = new Uri("https://evil.example/keys");
            return redirect;
        };

        Assert.That((await FindFails(TokenForge.KeyId)).Message, Does.Contain($"{(int)status}"));
        Assert.That(_server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Keys_from_where_a_handler_was_redirected_to_are_not_taken()
    {
        _server.Answer = _ =>
        {
            HttpResponseMessage answer = JwksServer.Keys(TokenForge.KeyId);
            answer.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://evil.example/keys");
            return answer;
        };

        Assert.That((await FindFails(TokenForge.KeyId)).Message, Does.Contain("another address"));
    }

    [TestCase("")]
    [TestCase("<html>proxy</html>")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"keys\":{}}")]
    [TestCase("{\"keys\":[]}")]
    [TestCase("{\"keys\":[1,null,{}]}")]
    [TestCase("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"\\ud800\"}]}")]
    [TestCase("{\"keys\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public async Task An_answer_that_is_no_key_set_is_transient(string body)
    {
        _server.Answer = _ => JwksServer.Text(body);

        AuthException failure = await FindFails(TokenForge.KeyId);

        Assert.That(failure.Reason, Is.EqualTo(AuthErrorReason.KeysUnavailable));
        Assert.That(failure.IsTransient, Is.True);
    }

    [Test]
    public async Task A_truncated_answer_is_transient()
    {
        string whole = JwksServer.Document(JwksServer.Key(TokenForge.KeyId));
        _server.Answer = _ => JwksServer.Text(whole[..^20]);

        Assert.That((await FindFails(TokenForge.KeyId)).IsTransient, Is.True);
    }

    [Test]
    public void A_huge_answer_is_not_read_to_its_end([Values] bool throughHttpClient)
    {
        using var client = new HttpClient(_server, disposeHandler: false);
        using JwksTokenKeySource source = throughHttpClient ? new JwksTokenKeySource(JwksServer.Address, client, _clock) : new JwksTokenKeySource(JwksServer.Address, _http, _clock);
        var endless = new EndlessStream();
        _server.Answer = _ => new HttpResponseMessage { Content = new StreamContent(endless) };

        AuthException failure = Assert.ThrowsAsync<AuthException>(async () => await source.FindKeyAsync("k", CancellationToken.None))!;

        Assert.That(failure.Message, Does.Contain("longer than"));
        Assert.That(endless.BytesRead, Is.LessThan(1024 * 1024));
    }

    [Test]
    public async Task Keys_that_cannot_sign_with_RS256_are_passed_over_and_the_others_kept()
    {
        using var weak = System.Security.Cryptography.RSA.Create(1024);
        System.Text.Json.Nodes.JsonNode[] keys =
        [
            JwksServer.Key("encryption").With("use", "enc"),
            JwksServer.Key("odd-use").With("use", 1),
            JwksServer.Key("rs384").With("alg", "RS384"),
            JwksServer.Key("elliptic").With("kty", "EC"),
            JwksServer.Key("no-kty").Without("kty"),
            JwksServer.Key("weak", weak),
            JwksServer.Key("no-n").Without("n"),
            JwksServer.Key("bad-n").With("n", "not base64url!"),
            JwksServer.Key("odd-n").With("n", 5),
            JwksServer.Key("no-e").Without("e"),
            JwksServer.Key("").With("kid", ""),
            JwksServer.Key("numbered").With("kid", 7),
            JwksServer.Key("good").Without("use").Without("alg").With("x5c", new System.Text.Json.Nodes.JsonArray("chain")),
            JwksServer.Key("twice"),
            JwksServer.Key("twice", TokenForge.ForeignKey),
        ];
        string document = JwksServer.Document(keys);
        _server.Answer = _ => JwksServer.Text(document);
        await _source.PrefetchAsync(CancellationToken.None);

        Assert.That(await Find("good"), Is.Not.Null);
        Assert.That(await Find("twice"), Is.Not.Null);
        foreach (string id in new[] { "encryption", "odd-use", "rs384", "elliptic", "no-kty", "weak", "no-n", "bad-n", "odd-n", "no-e", "numbered", "7", "Good" })
        {
            Assert.That(await Find(id), Is.Null, id);
        }
    }

    private async Task<TokenKey?> Find(string keyId) => await _source.FindKeyAsync(keyId, CancellationToken.None);

    private async Task<AuthException> FindFails(string keyId)
    {
        try
        {
            await _source.FindKeyAsync(keyId, CancellationToken.None);
        }
        catch (AuthException e)
        {
            return e;
        }

        throw new AssertionException("A key was found, or denied.");
    }

    /// <summary>Zeros without end.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
