namespace Amplify;

/// <summary>What the sign-in page has to ask, whatever it knows about the user (OpenID Connect Core §3.1.2.1, <c>prompt</c>).</summary>
public enum BrowserPrompt
{
    /// <summary>Nothing: sign in with the session the browser has, or fail. Goes with no other.</summary>
    None = 0,

    /// <summary>The password again, although the browser has a session.</summary>
    Login = 1,

    /// <summary>The user's consent, of a provider that asks for one.</summary>
    Consent = 2,

    /// <summary>Which account, of a provider that knows several.</summary>
    SelectAccount = 3,
}
