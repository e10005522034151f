namespace Amplify.Emulator;

/// <summary>Everything the emulator "sent", in order, so that a test can read the codes.</summary>
public sealed class EmulatorOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxMessage> _messages = [];

    /// <summary>Raised after a message was put into the outbox, on the thread that answers the request.</summary>
    public event EventHandler<OutboxMessage>? MessageSent;

    /// <summary>All messages, oldest first, as they are now.</summary>
    public IReadOnlyList<OutboxMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The code of the newest message to a user.</summary>
    /// <param name="username">The user's name, or the address the message went to.</param>
    /// <returns>The code, or the temporary password of an invitation.</returns>
    /// <exception cref="InvalidOperationException">Nothing was sent to this user.</exception>
    public string LatestCode(string username)
    {
        ArgumentException.ThrowIfNullOrEmpty(username);
        lock (_gate)
        {
            return _messages.FindLast(message => IsFor(message, username))?.Code
                ?? throw new InvalidOperationException($"Nothing was sent to '{username}'.");
        }
    }

    /// <summary>Forgets all messages; codes stay valid.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _messages.Clear();
        }
    }

    internal void Send(OutboxMessage message)
    {
        lock (_gate)
        {
            _messages.Add(message);
        }

        MessageSent?.Invoke(this, message);
    }

    private static bool IsFor(OutboxMessage message, string username) =>
        string.Equals(message.Username, username, StringComparison.OrdinalIgnoreCase)
        || string.Equals(message.Destination, username, StringComparison.OrdinalIgnoreCase);
}
