using Amplify.Emulator;
using Amplify.Sessions;
using Amplify.Tests.Support;
using Amplify.Tokens;

namespace Amplify.Tests.Model;

/// <content>What can be seen, in the model's words.</content>
internal sealed partial class ModelWorld
{
    private readonly Dictionary<string, string> _idBySub = [];

    /// <summary>What a look at the user pool, the outbox and the stores shows.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync()
    {
        LearnUsers();
        return
        [
            .. Pool.Users.OrderBy(user => user.Username, StringComparer.Ordinal).Select(Fact),
            .. Cognito.Outbox.Messages.GroupBy(message => $"{message.Username}, {message.Purpose}").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"sent to {g.Key}: {g.Count()}"),
            .. await StoredAsync(),
        ];
    }

    /// <summary>A session as the model tells of it.</summary>
    /// <exception cref="Disagreement">It contradicts itself.</exception>
    public Outcome Describe(AuthSession session)
    {
        bool expired = session.Tokens?.ExpiresAt <= Now;
        if (session.HasUser == session.State is AuthSessionState.SignedOut or AuthSessionState.Guest
            || (session.State == AuthSessionState.SignedIn && expired)
            || (session.State == AuthSessionState.Offline && (!expired || session.Error is null)))
        {
            throw new Disagreement($"a session that contradicts itself: {session.State}, user {session.User?.Username ?? "none"}, tokens until {session.Tokens?.ExpiresAt:u} at {Now:u}, error {session.Error?.Reason.ToString() ?? "none"}");
        }

        return Sight.Describe(
            session.State,
            session.User is { } user ? IdOf(user.UserId) : null,
            session.User is { } claims ? $"name {claims.FindFirst("name") ?? "-"}, email {claims.FindFirst("email") ?? "-"}" : null,
            session.EndReason?.ToString(),
            session.Error?.Reason.ToString());
    }

    /// <summary>A token as the model tells of it.</summary>
    public Outcome DescribeToken(string token)
    {
        ParsedToken parsed = TokenReader.Read(token);
        return parsed.ExpiresAt > Now ? $"token of {IdOf(parsed.Subject)}" : throw new Disagreement($"a token that expired at {parsed.ExpiresAt:u} was handed out at {Now:u}");
    }

    private void LearnUsers()
    {
        foreach (EmulatedUser user in Pool.Users.Where(user => !_idBySub.ContainsKey(user.Sub)))
        {
            _idBySub.Add(user.Sub, $"{user.Username}#{_idBySub.Values.Count(id => id.StartsWith($"{user.Username}#", StringComparison.Ordinal)) + 1}");
        }
    }

    private string IdOf(string sub) => _idBySub.GetValueOrDefault(sub, $"unknown user {sub}");

    private string Fact(EmulatedUser user) => ModelUser.FactOf(IdOf(user.Sub), user.Status, user.Enabled, user.Attributes, user.EnabledMfa, user.PreferredMfa, DescribePasskeys(user.Passkeys.Select(passkey => passkey.CredentialId)));

    private async Task<IReadOnlyList<string>> StoredAsync()
    {
        var found = new List<string>();
        await AddAsync("desk", _deskStore, "single-user");
        for (int key = 0; key < _keys.Count; key++)
        {
            await AddAsync($"{Web} {key}", _webStore, _keys[key].Reveal());
        }

        found.Sort(StringComparer.Ordinal);
        return found;

        async Task AddAsync(string document, InMemorySessionStore store, string key)
        {
            var at = new DocumentKey(DocumentKind.Session, Pool.Id, _client.Id, TestKeys.IdOf(key));
            if (await store.ReadAsync(at) is { } stored)
            {
                SessionDocument session = new SessionCodec(_protector).Decode(at, stored.Content.Span);
                found.Add($"stored {document}: {IdOf(session.UserId)}");
            }
        }
    }
}
