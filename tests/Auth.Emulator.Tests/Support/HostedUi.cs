using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>An emulator with a user, a client with a callback URL, and a browser: what most tests of the hosted UI begin with.</summary>
internal sealed class HostedUi : IAsyncDisposable
{
    public const string Callback = "http://localhost:3000/callback";
    public const string SignedOut = "http://localhost:3000/";
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private HostedUi(Wire wire)
    {
        Wire = wire;
        Browser = new Browser(wire.Emulator.Endpoint);
    }

    public Wire Wire { get; }

    public Browser Browser { get; }

    public CognitoEmulator Emulator => Wire.Emulator;

    public EmulatedUserPool Pool => Wire.Pool;

    public EmulatedAppClient Client { get => Wire.Client; set => Wire.Client = value; }

    public string Domain => Pool.HostedUiDomain.ToString();

    public EmulatedUser Ana => Pool.FindUser("ana")!;

    public static AppClientSettings ClientSettings => new() { CallbackURLs = [Callback], LogoutURLs = [SignedOut] };

    public static async Task<HostedUi> StartAsync(AppClientSettings? client = null, UserPoolSettings? pool = null, UnsettledBehaviour? unsettled = null, EmulatorOptions? options = null)
    {
        var ui = new HostedUi(await Wire.StartAsync(client ?? ClientSettings, pool, unsettled, options));
        ui.Pool.AddUser("ana", "Passw0rd!", new Dictionary<string, string> { ["email"] = "ana@example.com", ["phone_number"] = "+15550100", ["name"] = "Ana Example" });
        return ui;
    }

    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>An authorization URL; a parameter given replaces the usual one, an empty one takes it out.</summary>
    public string AuthorizeUrl(params (string Name, string Value)[] parameters) => Url("oauth2/authorize", parameters);

    public string Url(string page, params (string Name, string Value)[] parameters)
    {
        var all = new Dictionary<string, string>
        {
            ["response_type"] = "code",
            ["client_id"] = Client.Id,
            ["redirect_uri"] = Callback,
            ["state"] = "xyz",
            ["scope"] = "openid email aws.cognito.signin.user.admin",
            ["code_challenge"] = Challenge(Verifier),
            ["code_challenge_method"] = "S256",
        };
        foreach ((string name, string value) in parameters)
        {
            all[name] = value;
        }

        return $"{Domain}/{page}?{string.Join('&', all.Where(pair => pair.Value.Length > 0).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}";
    }

    public Task<Browser> AuthorizeAsync(params (string Name, string Value)[] parameters) => Browser.GoAsync(AuthorizeUrl(parameters));

    /// <summary>Signs ana in on the page the browser is at.</summary>
    public Task<Browser> LogInAsync(string username = "ana", string password = "Passw0rd!") => Browser.SubmitAsync("Sign in", ("username", username), ("password", password));

    /// <summary>The whole way to a code.</summary>
    public async Task<string> CodeAsync(params (string Name, string Value)[] parameters)
    {
        await AuthorizeAsync(parameters);
        if (Browser.Left is null)
        {
            await LogInAsync();
        }

        return Browser.Answer["code"];
    }

    public Task<WireAnswer> ExchangeAsync(string code, params (string Name, string Value)[] parameters) => TokenAsync(
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("client_id", Client.Id), ("code_verifier", Verifier), .. parameters]);

    public Task<WireAnswer> TokenAsync(params (string Name, string Value)[] parameters) => PostAsync("oauth2/token", null, parameters);

    /// <summary>The whole way to tokens.</summary>
    public async Task<JsonObject> TokensAsync(params (string Name, string Value)[] parameters) => (await ExchangeAsync(await CodeAsync(parameters))).MustSucceed().Json;

    public Task<WireAnswer> RefreshAsync(string refreshToken) => TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", Client.Id));

    /// <summary>Posts a form; of several values of one name the last counts, an empty one takes the parameter out.</summary>
    public async Task<WireAnswer> PostAsync(string endpoint, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] parameters)
    {
        var fields = parameters.GroupBy(pair => pair.Name).Select(group => group.Last()).Where(pair => pair.Value.Length > 0).Select(pair => KeyValuePair.Create(pair.Name, pair.Value));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Domain}/{endpoint}") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = authorization;
        HttpResponseMessage response = await Wire.Http.SendAsync(request);
        return new WireAnswer(response, await response.Content.ReadAsStringAsync());
    }

    public async Task<WireAnswer> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Domain}/oauth2/userInfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        HttpResponseMessage response = await Wire.Http.SendAsync(request);
        return new WireAnswer(response, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Wire.DisposeAsync();
    }
}
