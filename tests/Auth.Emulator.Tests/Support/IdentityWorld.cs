using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>An emulator with a user pool, an identity pool joined to it, a bucket and the user ana; AWS's own clients to speak to it.</summary>
internal sealed class IdentityWorld : IAsyncDisposable
{
    public const string Password = "Passw0rd!";
    private readonly List<IDisposable> _clients = [];

    private IdentityWorld(Wire wire, EmulatedIdentityPool identities)
    {
        Wire = wire;
        Identities = identities;
        identities.AddUserPoolClient(wire.Client);
        Bucket = wire.Emulator.AddBucket("photos");
        Ana = wire.Pool.AddUser("ana", Password, new Dictionary<string, string> { ["email"] = "ana@example.com" });
    }

    public Wire Wire { get; }

    public CognitoEmulator Emulator => Wire.Emulator;

    public EmulatorClock Clock => Wire.Emulator.Clock;

    public EmulatedIdentityPool Identities { get; }

    public EmulatedBucket Bucket { get; }

    public EmulatedUser Ana { get; }

    /// <summary>The key of Logins for the user pool.</summary>
    public string Provider => $"cognito-idp.{Emulator.Region}.amazonaws.com/{Wire.Pool.Id}";

    /// <summary>The clock runs, as AWS's clients sign by the system's; it can be advanced all the same.</summary>
    public static async Task<IdentityWorld> StartAsync(IdentityPoolSettings? settings = null, EmulatorOptions? options = null)
    {
        Wire wire = await Wire.StartAsync(options: options ?? new EmulatorOptions { Clock = EmulatorClock.Real() });
        return new IdentityWorld(wire, wire.Emulator.AddIdentityPool(settings));
    }

    /// <summary>The clock stands still.</summary>
    public static async Task<IdentityWorld> StartStillAsync(IdentityPoolSettings? settings = null, UnsettledBehaviour? unsettled = null)
    {
        Wire wire = await Wire.StartAsync(unsettled: unsettled);
        return new IdentityWorld(wire, wire.Emulator.AddIdentityPool(settings));
    }

    public EmulatedUser AddUser(string username) => Wire.Pool.AddUser(username, Password);

    public async Task<string> IdTokenAsync(string username = "ana") => (string)(await Wire.SignInAsync(username, Password))["IdToken"]!;

    public async Task<JsonObject> LoginsAsync(string username = "ana") => new() { [Provider] = await IdTokenAsync(username) };

    public Task<WireAnswer> GetIdAsync(JsonObject? logins = null) => Wire.IdentityCallAsync("GetId", new JsonObject { ["IdentityPoolId"] = Identities.Id, ["Logins"] = logins?.DeepClone() });

    public async Task<string> NewIdAsync(JsonObject? logins = null) => (string)(await GetIdAsync(logins)).MustSucceed().Json["IdentityId"]!;

    public Task<WireAnswer> GetCredentialsAsync(string identityId, JsonObject? logins = null, string? customRoleArn = null)
    {
        var body = new JsonObject { ["IdentityId"] = identityId, ["Logins"] = logins?.DeepClone() };
        if (customRoleArn is not null)
        {
            body["CustomRoleArn"] = customRoleArn;
        }

        return Wire.IdentityCallAsync("GetCredentialsForIdentity", body);
    }

    /// <summary>Credentials by the enhanced flow; a guest's without a user name.</summary>
    public async Task<(SessionAWSCredentials Credentials, string IdentityId)> CredentialsAsync(string? username = null, string? customRoleArn = null)
    {
        JsonObject? logins = username is null ? null : await LoginsAsync(username);
        WireAnswer answer = (await GetCredentialsAsync(await NewIdAsync(logins), logins, customRoleArn)).MustSucceed();
        return (Read(answer), (string)answer.Json["IdentityId"]!);
    }

    public static SessionAWSCredentials Read(WireAnswer answer)
    {
        JsonNode credentials = answer.Json["Credentials"]!;
        return new SessionAWSCredentials((string)credentials["AccessKeyId"]!, (string)credentials["SecretKey"]!, (string)credentials["SessionToken"]!);
    }

    /// <summary>Who STS says the caller is; signed by hand, at the emulator's time.</summary>
    public async Task<string> CallerAsync(SessionAWSCredentials credentials)
    {
        using HttpRequestMessage request = await new MiniSigV4(credentials, Emulator.Region, "sts").SignAsync(CallerQuestion(), Clock.GetUtcNow());
        using HttpResponseMessage response = await Wire.Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return System.Xml.Linq.XElement.Parse(text).Descendants().Single(element => element.Name.LocalName == "Arn").Value;
    }

    /// <summary>Sends a request and reads the answer as XML.</summary>
    public async Task<(System.Net.HttpStatusCode Status, System.Xml.Linq.XElement Document)> XmlAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Wire.Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, System.Xml.Linq.XElement.Parse(text.Length > 0 ? text : "<Empty/>"));
    }

    public HttpRequestMessage CallerQuestion() => new(HttpMethod.Post, Emulator.Endpoint)
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Action"] = "GetCallerIdentity", ["Version"] = "2011-06-15" }),
    };

    public AmazonS3Client S3(AWSCredentials credentials, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config { ServiceURL = Emulator.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = Emulator.Region, MaxErrorRetry = 0 };
        configure?.Invoke(config);
        return Keep(new AmazonS3Client(credentials, config));
    }

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) => Keep(new AmazonSecurityTokenServiceClient(
        credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = Emulator.Endpoint.ToString(), AuthenticationRegion = Emulator.Region, MaxErrorRetry = 0 }));

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Wire.DisposeAsync();
    }

    private T Keep<T>(T client)
        where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}
