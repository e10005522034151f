namespace Amplify.Sessions;

/// <summary>The right to refresh a session: a lease held until it is given back or runs out.</summary>
/// <param name="time">The clock.</param>
/// <param name="lasts">For how long another call may be sent: its answer must come, and be kept, while the lease holds. Null for ever, where nobody else asks for leases.</param>
/// <param name="giveBack">Gives the lease back; null where there is none.</param>
internal sealed class SessionHold(TimeProvider time, TimeSpan? lasts, Func<ValueTask>? giveBack) : IAsyncDisposable
{
    private readonly long _since = time.GetTimestamp();

    /// <summary>Whether a call sent now will be answered, or given up, while the lease holds.</summary>
    public bool AllowsACall => lasts is not { } limit || time.GetElapsedTime(_since) <= limit;

    public ValueTask DisposeAsync() => giveBack?.Invoke() ?? ValueTask.CompletedTask;
}
