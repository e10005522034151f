namespace Amplify.Credentials;

/// <summary>The credentials of the bearer of an ID token.</summary>
internal sealed class CallerCredentials(AuthEngine engine, string token) : EngineCredentials
{
    private readonly string _key = CallerCells.KeyOf(token);
    private CallerCell? _cell;

    public override TimeSpan ClockOffset => engine.ClockOffset;

    protected override HeldCredentials? Held => Cell?.Cell.Held;

    protected override SyncWorkers Workers => engine.Alive().Workers;

    private CallerCell? Cell => _cell is { Evicted: false } cell ? cell : _cell = engine.Callers.Cells.Find(_key);

    protected override HeldCredentials? Cached() => engine.Alive().Callers.Cached(Cell);

    protected override Task<HeldCredentials> ObtainAsync() => engine.Alive().Callers.ObtainAsync(token, _key, CancellationToken.None);
}
