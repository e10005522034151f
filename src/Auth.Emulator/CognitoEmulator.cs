using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Amplify.Emulator;

/// <summary>
/// A local Amazon Cognito over real HTTP on loopback, with its state in memory: user pools, identity pools, an STS and an S3 that verify signatures; real SRP,
/// real expiry on <see cref="Clock"/>, codes in <see cref="Outbox"/>, faults on order.
/// </summary>
public sealed class CognitoEmulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly EmulatorState _state;
    private readonly CancellationTokenSource _stopping;
    private int _disposed;

    private CognitoEmulator(WebApplication server, EmulatorState state, CancellationTokenSource stopping)
    {
        _server = server;
        _state = state;
        _stopping = stopping;
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>, without a path; <c>http://[::1]:PORT</c> answers too where the machine has it.</summary>
    public Uri Endpoint => _state.Endpoint;

    /// <summary>The AWS region it plays.</summary>
    public string Region => _state.Options.Region;

    /// <summary>The clock of every lifetime in it. Hand the same instance to the client under test.</summary>
    public EmulatorClock Clock => _state.Clock;

    /// <summary>The messages it "sent".</summary>
    public EmulatorOutbox Outbox => _state.Outbox;

    /// <summary>The faults ordered from it.</summary>
    public EmulatorFaults Faults => _state.Faults;

    /// <summary>The requests it received.</summary>
    public EmulatorRequestLog Requests => _state.Requests;

    /// <summary>Its user pools, oldest first.</summary>
    public IReadOnlyList<EmulatedUserPool> UserPools => _state.Pools;

    /// <summary>Its identity pools, oldest first.</summary>
    public IReadOnlyList<EmulatedIdentityPool> IdentityPools => _state.IdentityPools;

    /// <summary>Its buckets, oldest first.</summary>
    public IReadOnlyList<EmulatedBucket> Buckets => _state.Buckets;

    /// <summary>Starts an emulator that listens on loopback only.</summary>
    /// <param name="options">How it behaves; by default a free port, region eu-west-1 and a clock that stands still.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running emulator; disposing it closes its port.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 0 to 65535.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<CognitoEmulator> StartAsync(EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Port, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, 65535, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(options.Region, nameof(options));

        LoopbackSockets sockets = LoopbackSockets.Open(options.Port);
        var stopping = new CancellationTokenSource();
        var state = new EmulatorState(options, new Uri($"http://127.0.0.1:{sockets.Port}"), stopping.Token);
        WebApplication server = Build(sockets);
        server.Run(new FrontDoor(state).HandleAsync);
        var emulator = new CognitoEmulator(server, state, stopping);
        try
        {
            await server.StartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a user pool.</summary>
    /// <param name="settings">Its rules; by default e-mail is verified at sign-up and every second factor is allowed but optional.</param>
    /// <returns>The pool.</returns>
    /// <exception cref="ArgumentException">The settings contradict each other.</exception>
    public EmulatedUserPool AddUserPool(UserPoolSettings? settings = null) => _state.AddPool(settings ?? new UserPoolSettings());

    /// <summary>Makes an identity pool.</summary>
    /// <param name="settings">Its settings; by default guests are allowed and the basic flow is closed.</param>
    /// <returns>The pool, with a role for guests and one for those who have signed in.</returns>
    public EmulatedIdentityPool AddIdentityPool(IdentityPoolSettings? settings = null) => _state.AddIdentityPool(settings ?? new IdentityPoolSettings());

    /// <summary>Makes an OpenID Connect issuer whose tokens an identity pool can be told to accept; it signs by the emulator's clock.</summary>
    /// <param name="issuer">What its tokens carry as <c>iss</c>, for example <c>https://accounts.google.com</c>.</param>
    /// <returns>The issuer, with a key of its own.</returns>
    public EmulatedOpenIdIssuer CreateOpenIdIssuer(string issuer)
    {
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        return new EmulatedOpenIdIssuer(issuer, Clock);
    }

    /// <summary>Makes a bucket of its S3, found under <c>{Endpoint}/{name}/</c>.</summary>
    /// <param name="name">The bucket's name: 3 to 63 lower-case letters, digits and hyphens.</param>
    /// <returns>The bucket.</returns>
    /// <exception cref="ArgumentException">The name is none of a bucket, or the emulator has pages of that name.</exception>
    /// <exception cref="InvalidOperationException">There is a bucket of this name.</exception>
    public EmulatedBucket AddBucket(string name) => _state.AddBucket(name);

    /// <summary>Makes an API that takes requests signed with credentials of the emulator (Signature Version 4) and tells who called.</summary>
    /// <param name="service">The service of the signature's scope: <c>execute-api</c>, <c>appsync</c>, <c>lambda</c>…</param>
    /// <param name="region">The region of the scope; the emulator's unless given.</param>
    /// <returns>The API; what is below its address belongs to it.</returns>
    /// <exception cref="InvalidOperationException">There is one of this service and region.</exception>
    public EmulatedSignedApi AddSignedApi(string service = "execute-api", string? region = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return _state.Apis.Add(new EmulatedSignedApi(Endpoint, service, region ?? Region));
    }

    /// <summary>Makes an API that takes requests with an access or ID token of a user pool and tells who called.</summary>
    /// <param name="pool">The user pool.</param>
    /// <returns>The API; what is below its address belongs to it.</returns>
    /// <exception cref="InvalidOperationException">The pool has one.</exception>
    public EmulatedBearerApi AddBearerApi(EmulatedUserPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return _state.Apis.Add(new EmulatedBearerApi(Endpoint, pool));
    }

    /// <summary>The code an authenticator app shows for a secret (RFC 6238), by the emulator's clock.</summary>
    /// <param name="secretCode">The secret as AssociateSoftwareToken gave it: base 32.</param>
    /// <param name="steps">How many 30-second steps from now, negative for past ones.</param>
    /// <returns>Six digits. The service takes each code once.</returns>
    /// <exception cref="FormatException">The secret is not base 32.</exception>
    public string TotpCode(string secretCode, int steps = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretCode);
        return new TotpFactor(Clock, Base32.Decode(secretCode)).CodeAt(steps);
    }

    /// <summary>Drops requests that still wait, closes the port and forgets everything.</summary>
    /// <returns>Completed when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        _state.ToProviders.Dispose();
        _stopping.Dispose();
    }

    private static WebApplication Build(LoopbackSockets sockets)
    {
        // The empty builder reads no environment and no settings files, so nothing outside can move the server off loopback.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = sockets.Claim);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // Limited by FrontDoor, which answers in form.
            foreach (System.Net.IPAddress address in sockets.Addresses)
            {
                kestrel.Listen(address, sockets.Port);
            }
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
