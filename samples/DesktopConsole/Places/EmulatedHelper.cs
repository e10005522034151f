using System.Collections.Concurrent;
using Amplify.Emulator;

namespace Amplify.Samples;

/// <summary>The emulator's outbox as a mailbox, and its authenticator app as a phone.</summary>
internal sealed class EmulatedHelper : IHelper
{
    private readonly CognitoEmulator _cognito;
    private readonly EmulatedUserPool _pool;
    private readonly ConcurrentQueue<OutboxMessage> _arrived = new();
    private readonly HashSet<string> _shown = [];

    public EmulatedHelper(CognitoEmulator cognito, EmulatedUserPool pool)
    {
        _cognito = cognito;
        _pool = pool;
        cognito.Outbox.MessageSent += (_, message) =>
        {
            if (message.PoolId == pool.Id)
            {
                _arrived.Enqueue(message);
            }
        };
    }

    public IReadOnlyList<Mail> TakeMail()
    {
        var mails = new List<Mail>();
        while (_arrived.TryDequeue(out OutboxMessage? message))
        {
            mails.Add(new Mail(message.Medium == MessageMedium.Email ? "E-mail" : "Text message", message.Destination, message.Text, message.Code));
        }

        return mails;
    }

    public string AppCode(string sharedSecret) => Fresh(steps => _cognito.TotpCode(sharedSecret, steps));

    public string? AppCodeOf(string username) => _pool.FindUser(username) is { } user && user.EnabledMfa.Contains("SOFTWARE_TOKEN_MFA") ? Fresh(user.CurrentTotpCode) : null;

    /// <summary>Each code serves once. Who is in a hurry gets the next one, where a person would wait for the app to show it.</summary>
    private string Fresh(Func<int, string> codeAt)
    {
        string code = codeAt(0);
        if (_shown.Add(code))
        {
            return code;
        }

        _shown.Add(codeAt(1));
        return codeAt(1);
    }
}
