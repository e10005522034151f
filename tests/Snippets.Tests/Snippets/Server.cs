using Amplify.Sessions;

namespace Amplify.Snippets;

/// <summary>What a server for many users writes.</summary>
internal static class Server
{
    public static AuthFactory Create(AuthOptions options, ISessionStore store, ISessionProtector protector)
    {
        #region Snippet: auth-factory
        var factory = new AuthFactory(options, new AuthServices { SessionStore = store, Protector = protector });   // one per process
        factory.Changed += (_, change) => Audit(change.Change, change.Session.User?.UserId);
        #endregion
        return factory;
    }

    public static async Task<string?> SignInAsync(AuthFactory factory, string username, string password, string visitorId)
    {
        #region Snippet: server-sign-in
        SignInResult result = await factory.Create(SessionKey.New()).SignInAsync(username, password);
        if (result.IsSignedIn) return result.SessionKey.Reveal();           // into an encrypted, HttpOnly cookie
        #endregion
        _ = visitorId;
        return null;
    }

    public static async Task<string?> ReadAsync(AuthFactory factory, string? cookie)
    {
        #region Snippet: server-session
        if (SessionKey.TryParse(cookie) is not { } key) return null;        // nobody
        IAuth auth = factory.Create(key);                                   // costs nothing; no need to dispose it
        AuthSession session = await auth.CurrentSessionAsync();
        #endregion
        return session.User?.UserId;
    }

    public static async Task<SignInResult> CarryOverAsync(IAuth auth, SignInStep step, string visitorId, string typedCode, Func<string, string> formField)
    {
        #region Snippet: protect-resume
        // This request asks for the code …
        string token = auth.Protect(step, new ProtectOptions { Binding = visitorId });   // ≈ 3.5 KB: a hidden form field

        // … and the next one, on any node with the same protector key, answers.
        SignInStep resumed = auth.Resume(formField(token), new ProtectOptions { Binding = visitorId });
        SignInResult result = resumed switch
        {
            SignInStep.SmsCode sms => await auth.ConfirmSignInAsync(sms.With(typedCode)),
            SignInStep.TotpCode totp => await auth.ConfirmSignInAsync(totp.With(typedCode)),
            _ => throw new NotSupportedException(resumed.Name),
        };
        #endregion
        return result;
    }

    public static async Task EndAllAsync(AuthFactory factory, string userId)
    {
        #region Snippet: end-sessions
        int ended = await factory.EndSessionsAsync(userId);                 // needs a store with a catalog
        #endregion
        Console.WriteLine(ended);
    }

    private static void Audit(AuthChange change, string? userId) => Console.WriteLine($"{change} {userId}");
}
