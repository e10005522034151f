using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Speaks to an emulator as any client on the wire would: HttpClient and hand-written JSON.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private Wire(CognitoEmulator emulator, EmulatedUserPool pool, EmulatedAppClient client)
    {
        Emulator = emulator;
        Pool = pool;
        Client = client;
    }

    public CognitoEmulator Emulator { get; }

    public EmulatedUserPool Pool { get; }

    public EmulatedAppClient Client { get; set; }

    public HttpClient Http => _http;

    public static async Task<Wire> StartAsync(AppClientSettings? client = null, UserPoolSettings? pool = null, UnsettledBehaviour? unsettled = null, EmulatorOptions? options = null)
    {
        var emulator = await CognitoEmulator.StartAsync(options ?? new EmulatorOptions
        {
            Clock = new EmulatorClock(new DateTimeOffset(2026, 3, 5, 9, 8, 7, TimeSpan.Zero)),
            Unsettled = unsettled ?? new UnsettledBehaviour(),
        });
        EmulatedUserPool made = emulator.AddUserPool(pool);
        return new Wire(emulator, made, made.AddClient(client));
    }

    public Task<WireAnswer> CallAsync(string operation, JsonObject body) => PostAsync($"AWSCognitoIdentityProviderService.{operation}", body);

    /// <summary>A call to identity pools.</summary>
    public Task<WireAnswer> IdentityCallAsync(string operation, JsonObject body) => PostAsync($"AWSCognitoIdentityService.{operation}", body);

    private async Task<WireAnswer> PostAsync(string target, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var request = new HttpRequestMessage(HttpMethod.Post, Emulator.Endpoint) { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        HttpResponseMessage response = await _http.SendAsync(request);
        return new WireAnswer(response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A call that names the client.</summary>
    public Task<WireAnswer> ClientCallAsync(string operation, JsonObject body)
    {
        body["ClientId"] ??= Client.Id;
        return CallAsync(operation, body);
    }

    public Task<WireAnswer> SignUpAsync(string username, string password = "Passw0rd!", string? email = "ana@example.com") =>
        ClientCallAsync("SignUp", new JsonObject
        {
            ["Username"] = username,
            ["Password"] = password,
            ["UserAttributes"] = email is null ? new JsonArray() : new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = email }),
        });

    public Task<WireAnswer> ConfirmSignUpAsync(string username, string code) =>
        ClientCallAsync("ConfirmSignUp", new JsonObject { ["Username"] = username, ["ConfirmationCode"] = code });

    public Task<WireAnswer> InitiateAsync(string flow, JsonObject parameters) =>
        ClientCallAsync("InitiateAuth", new JsonObject { ["AuthFlow"] = flow, ["AuthParameters"] = parameters });

    public Task<WireAnswer> PasswordSignInAsync(string username, string password) =>
        InitiateAsync("USER_PASSWORD_AUTH", WithHash(username, new JsonObject { ["USERNAME"] = username, ["PASSWORD"] = password }));

    public Task<WireAnswer> RespondAsync(string challenge, string? session, JsonObject responses)
    {
        var body = new JsonObject { ["ChallengeName"] = challenge, ["ChallengeResponses"] = responses };
        if (session is not null)
        {
            body["Session"] = session;
        }

        return ClientCallAsync("RespondToAuthChallenge", body);
    }

    /// <summary>The whole of USER_SRP_AUTH; <paramref name="change"/> may spoil the answer to PASSWORD_VERIFIER.</summary>
    public async Task<WireAnswer> SrpSignInAsync(string username, string password, Action<JsonObject>? change = null, string? timestamp = null)
    {
        var srp = new MiniSrpClient();
        WireAnswer started = await InitiateAsync("USER_SRP_AUTH", WithHash(username, new JsonObject { ["USERNAME"] = username, ["SRP_A"] = srp.PublicHex }));
        return started.Challenge is null ? started : await ProveAsync(srp, started, password, change, timestamp);
    }

    public Task<WireAnswer> ProveAsync(MiniSrpClient srp, WireAnswer started, string password, Action<JsonObject>? change = null, string? timestamp = null)
    {
        string userId = started.Parameter("USER_ID_FOR_SRP");
        timestamp ??= MiniSrpClient.Timestamp(Emulator.Clock.GetUtcNow());
        string block = started.Parameter("SECRET_BLOCK");
        JsonObject responses = WithHash(userId, new JsonObject
        {
            ["USERNAME"] = userId,
            ["PASSWORD_CLAIM_SECRET_BLOCK"] = block,
            ["TIMESTAMP"] = timestamp,
            ["PASSWORD_CLAIM_SIGNATURE"] = srp.Sign(Pool.Id, userId, password, started.Parameter("SALT"), started.Parameter("SRP_B"), block, timestamp),
        });
        change?.Invoke(responses);
        return RespondAsync("PASSWORD_VERIFIER", null, responses);
    }

    public async Task<JsonObject> SignInAsync(string username = "ana", string password = "Passw0rd!") =>
        (await PasswordSignInAsync(username, password)).MustSucceed().Tokens;

    public Task<WireAnswer> GetUserAsync(string accessToken) => CallAsync("GetUser", new JsonObject { ["AccessToken"] = accessToken });

    /// <summary>A call that an access token opens.</summary>
    public Task<WireAnswer> TokenCallAsync(string operation, string accessToken, JsonObject? body = null)
    {
        body ??= [];
        body["AccessToken"] = accessToken;
        return CallAsync(operation, body);
    }

    /// <summary>A call of an administrator on one user.</summary>
    public Task<WireAnswer> AdminCallAsync(string operation, string username, JsonObject? body = null)
    {
        body ??= [];
        body["UserPoolId"] = Pool.Id;
        body["Username"] = username;
        return CallAsync(operation, body);
    }

    public Task<WireAnswer> RefreshAsync(string refreshToken) => InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = refreshToken });

    public Task<WireAnswer> GetTokensAsync(string refreshToken) => ClientCallAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = refreshToken });

    public string SecretHash(string username) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Client.ClientSecret!), Encoding.UTF8.GetBytes(username + Client.Id)));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }

    /// <summary>Adds the SECRET_HASH where the client has a secret.</summary>
    public JsonObject WithHash(string username, JsonObject parameters)
    {
        if (Client.ClientSecret is not null)
        {
            parameters["SECRET_HASH"] = SecretHash(username);
        }

        return parameters;
    }
}
