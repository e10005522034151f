using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amplify.Testing;

namespace Amplify.Tests.Federation.InBrowser;

/// <summary>A token endpoint that a test has in its hand, and an engine over it: for what no honest server says.</summary>
internal sealed class TokenServer : HttpMessageHandler, IAsyncDisposable
{
    public static readonly Uri Redirect = new("http://localhost:3000/callback");

    private readonly TestTokens _tokens;

    public TokenServer(Uri? redirect = null, RefreshVia via = RefreshVia.Auto)
    {
        Options = new AuthOptions
        {
            UserPoolId = "eu-west-1_TestPool1",
            UserPoolClientId = "1testclient",
            RefreshVia = via,
            OAuth = new OAuthOptions { Domain = "acme.auth.eu-west-1.amazoncognito.com", RedirectSignIn = [redirect ?? Redirect] },
        };
        _tokens = new TestTokens(Options, Clock);
        Answer = Json(() => Tokens());
        Auth = new Auth(Options, new AuthServices { TokenKeys = _tokens.KeySource, TimeProvider = Clock, HttpHandler = this });
    }

    public AuthOptions Options { get; }

    public Emulator.EmulatorClock Clock { get; } = new(Support.AuthWorld.Start);

    public Auth Auth { get; }

    /// <summary>The nonce of the attempt that was begun last.</summary>
    public string Nonce { get; private set; } = "";

    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; }

    public List<string> Bodies { get; } = [];

    /// <summary>What access tokens claim otherwise than Cognito's do; null leaves a claim out.</summary>
    public Dictionary<string, object?> AccessClaims { get; } = [];

    /// <summary>The endpoints that may be called.</summary>
    public string[] Endpoints { get; init; } = ["token"];

    public async Task<(BrowserSignIn Begun, string State)> BeginAsync()
    {
        BrowserSignIn begun = await Auth.BeginFederatedSignInAsync();
        IReadOnlyDictionary<string, string> asked = Browser.ParametersOf(begun.Url.AbsoluteUri);
        Nonce = asked["nonce"];
        return (begun, asked["state"]);
    }

    /// <summary>The real callback of an attempt.</summary>
    public Task<SignInResult> CompleteAsync(BrowserSignIn begun, string? binding = null)
    {
        IReadOnlyDictionary<string, string> asked = Browser.ParametersOf(begun.Url.AbsoluteUri);
        Nonce = asked["nonce"];
        return Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{asked["redirect_uri"]}?code=c-1&state={asked["state"]}"), new CompleteFederatedSignInOptions { Binding = binding });
    }

    /// <summary>A whole sign-in with the answer there is.</summary>
    public async Task<SignInResult> SignInAsync()
    {
        (BrowserSignIn begun, string state) = await BeginAsync();
        return await Auth.CompleteFederatedSignInAsync(begun.FlowToken, new Uri($"{Redirect}?code=c-1&state={state}"));
    }

    public Dictionary<string, object?> Tokens(IReadOnlyDictionary<string, object?>? idClaims = null, bool withHash = true)
    {
        string access = _tokens.CreateAccessToken(AccessClaims);
        var claims = new Dictionary<string, object?> { ["nonce"] = Nonce };
        if (withHash)
        {
            byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(access));
            claims["at_hash"] = System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, 16));
        }

        foreach ((string name, object? value) in idClaims ?? new Dictionary<string, object?>())
        {
            claims[name] = value;
        }

        return new Dictionary<string, object?>
        {
            ["id_token"] = _tokens.CreateIdToken(claims),
            ["access_token"] = access,
            ["refresh_token"] = "refresh-1",
            ["token_type"] = "Bearer",
            ["expires_in"] = 3600,
        };
    }

    public static Func<HttpRequestMessage, HttpResponseMessage> Json(Func<Dictionary<string, object?>> content, HttpStatusCode status = HttpStatusCode.OK) =>
        request => Text(JsonSerializer.Serialize(content()), "application/json", status)(request);

    public static Func<HttpRequestMessage, HttpResponseMessage> Text(string content, string type, HttpStatusCode status = HttpStatusCode.OK) =>
        request => new HttpResponseMessage(status) { Content = new StringContent(content, Encoding.UTF8, type), RequestMessage = request };

    public async ValueTask DisposeAsync()
    {
        await Auth.DisposeAsync();
        Dispose();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.That(Endpoints.Select(e => $"https://acme.auth.eu-west-1.amazoncognito.com/oauth2/{e}"), Does.Contain(request.RequestUri!.AbsoluteUri), "nothing else is called");
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        return Answer(request);
    }
}
