namespace Amplify.Emulator;

/// <summary>Someone whose tokens an identity pool believes.</summary>
internal abstract class LoginProvider
{
    /// <summary>The provider's name as identities remember it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a key of <c>Logins</c> means it.</summary>
    public virtual bool AnswersTo(string key) => key == Name;

    /// <exception cref="ServiceException">The token is not believed.</exception>
    public abstract VerifiedLogin Verify(string token, DateTimeOffset now);

    protected static ServiceException Invalid(string why) => ServiceException.NotAuthorized($"Invalid login token. {why}");

    protected static ServiceException Unsupported() => ServiceException.NotAuthorized("Token is not from a supported provider of this identity pool.");

    protected static CompactToken Parse(string token) => CompactToken.Parse(token) ?? throw Invalid("Not a valid OpenId Connect identity token.");

    protected static void CheckExpiry(CompactToken token, DateTimeOffset now)
    {
        long seconds = now.ToUnixTimeSeconds();
        long expiry = token.Number("exp") ?? throw MissingClaim("exp");
        if (seconds >= expiry)
        {
            throw Invalid($"Token expired: {expiry} >= {seconds}");
        }
    }

    protected static ServiceException MissingClaim(string name) => Invalid($"Missing a required claim: {name}");

    protected static ServiceException NotSigned() => Invalid("Couldn't verify signed token.");

    protected static ServiceException WrongIssuer() => Invalid("Issuer doesn't match providerName");

    /// <summary>Providers are named after their issuer, without the scheme.</summary>
    public static string WithoutScheme(string url) => url.Contains("://", StringComparison.Ordinal) ? url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..] : url;
}
