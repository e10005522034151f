namespace Amplify.Emulator;

/// <summary>Verifies the <c>Logins</c> of a request.</summary>
internal static class LoginCheck
{
    /// <exception cref="ServiceException">One of them is not believed.</exception>
    public static IReadOnlyList<VerifiedLogin> Verify(EmulatedIdentityPool pool, IReadOnlyDictionary<string, string> logins)
    {
        DateTimeOffset now = pool.State.Clock.GetUtcNow();
        return [.. logins.Select(login => ProviderOf(pool, login.Key).Verify(login.Value, now))];
    }

    public static ServiceException NoMatch() =>
        ServiceException.NotAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");

    public static LoginProvider ProviderOf(EmulatedIdentityPool pool, string key)
    {
        IReadOnlyList<LoginProvider> providers = pool.Providers;
        if (providers.Count == 0)
        {
            throw NoMatch();
        }

        return providers.FirstOrDefault(provider => provider.AnswersTo(key))
            ?? throw ServiceException.NotAuthorized("Token is not from a supported provider of this identity pool.");
    }
}
