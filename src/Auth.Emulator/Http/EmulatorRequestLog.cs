namespace Amplify.Emulator;

/// <summary>Every request the emulator received, written down on arrival, before any fault acts.</summary>
public sealed class EmulatorRequestLog
{
    private readonly Lock _gate = new();
    private readonly List<LoggedRequest> _requests = [];

    /// <summary>All requests, oldest first, as they are now.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How often an operation was called.</summary>
    /// <param name="operation">The operation's name as in <see cref="LoggedRequest.Operation"/>.</param>
    /// <returns>The number of requests since the start or the last <see cref="Clear"/>.</returns>
    public int Count(string operation)
    {
        lock (_gate)
        {
            return _requests.Count(request => request.Operation == operation);
        }
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    internal void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }
}
