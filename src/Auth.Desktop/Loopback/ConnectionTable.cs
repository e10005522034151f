namespace Amplify.Desktop;

/// <summary>
/// The connections that are open, oldest first. Who connects and says nothing cannot keep the browser out: when there are too many, the
/// oldest that waits makes room.
/// </summary>
internal sealed class ConnectionTable(int capacity)
{
    private readonly object _gate = new();
    private readonly List<Connection> _open = [];

    /// <summary>Takes a connection in.</summary>
    /// <returns>The one to drop for it, perhaps itself; null when there was room.</returns>
    public Connection? Add(Connection connection)
    {
        lock (_gate)
        {
            _open.Add(connection);
            if (_open.Count <= capacity)
            {
                return null;
            }

            Connection dropped = _open.First(c => !c.IsBeingAnswered);
            _open.Remove(dropped);
            return dropped;
        }
    }

    /// <summary>Says that a request is whole and gets its answer.</summary>
    /// <returns>False when the connection was dropped meanwhile.</returns>
    public bool BeginAnswer(Connection connection)
    {
        lock (_gate)
        {
            return connection.IsBeingAnswered = _open.Contains(connection);
        }
    }

    /// <summary>Says that the answer is sent, and that only the other side's goodbye is waited for.</summary>
    public void EndAnswer(Connection connection)
    {
        lock (_gate)
        {
            connection.IsBeingAnswered = false;
        }
    }

    public void Remove(Connection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }
}
