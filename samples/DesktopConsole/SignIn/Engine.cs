using Amplify.Sessions;

namespace Amplify.Samples;

/// <summary>The engine of the one user at this computer, over a store that outlives it. An application makes one at its start and disposes it at its end.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly Place _place;
    private readonly IBrowser _browser;
    private readonly StoreFolder _folder;
    private readonly ISessionProtector _protector;
    private readonly Action<AuthChangedEventArgs> _changed;
    private Auth _auth;

    private Engine(Place place, IBrowser browser, StoreFolder folder, ISessionProtector protector, Action<AuthChangedEventArgs> changed)
    {
        _place = place;
        _browser = browser;
        _folder = folder;
        _protector = protector;
        _changed = changed;
        (_auth, Files) = Make();
    }

    public IAuth Auth => _auth;

    /// <summary>The user's files; null where there is no bucket.</summary>
    public UserFiles? Files { get; private set; }

    /// <param name="place">What to sign in to.</param>
    /// <param name="browser">Shows the pool's sign-in pages.</param>
    /// <param name="folder">Where the session is kept.</param>
    /// <param name="changed">Is told of every change of the session, on the thread pool.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Engine> StartAsync(Place place, IBrowser browser, StoreFolder folder, Action<AuthChangedEventArgs> changed, CancellationToken cancellationToken) =>
        new(place, browser, folder, await StoreKey.ProtectorAsync(folder, cancellationToken), changed);

    /// <summary>What a restart of the program does: nothing in memory is left, and a new engine begins with what the store holds.</summary>
    public async Task StartAgainAsync()
    {
        await DisposeAsync();
        (_auth, Files) = Make();
    }

    public async ValueTask DisposeAsync()
    {
        Files?.Dispose();
        await _auth.DisposeAsync();
    }

    private (Auth Auth, UserFiles? Files) Make()
    {
        var services = new AuthServices
        {
            SessionStore = new FileSessionStore(_folder),
            Protector = _protector,
            Browser = _browser,
        };
        var auth = new Auth(_place.Options, services);
        auth.Changed += (_, change) => _changed(change);
        return (auth, _place.Bucket is { } bucket ? new UserFiles(auth, bucket) : null);
    }
}
