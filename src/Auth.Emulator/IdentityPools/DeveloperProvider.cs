namespace Amplify.Emulator;

/// <summary>The developer's own back end: its users come with the token it got by GetOpenIdTokenForDeveloperIdentity, under the service's own name.</summary>
internal sealed class DeveloperProvider(EmulatedIdentityPool pool, string name) : LoginProvider
{
    private const string LoginKey = "cognito-identity.amazonaws.com";

    public override string Name { get; } = name;

    public override bool AnswersTo(string key) => key == LoginKey;

    public override VerifiedLogin Verify(string token, DateTimeOffset now)
    {
        CompactToken read = Parse(token);
        if (read.Text("iss") != OpenIdTokens.Issuer)
        {
            throw WrongIssuer();
        }

        if (!pool.State.OpenIdTokens.Verifies(read))
        {
            throw NotSigned();
        }

        CheckExpiry(read, now);
        string identityId = read.Text("sub") ?? throw MissingClaim("sub");
        if (read.Text("aud") != pool.Id || !read.Texts("amr").Contains(Name))
        {
            throw Unsupported();
        }

        lock (pool.Gate)
        {
            EmulatedIdentity identity = pool.Directory.Find(identityId) ?? throw EmulatorState.IdentityNotFound(identityId);
            string user = identity.UserOf(Name) ?? throw LoginCheck.NoMatch();
            return new VerifiedLogin { Provider = Name, UserId = user, MappingKey = LoginKey, Trace = Trace(pool, Name, user), Claims = read.Texts };
        }
    }

    public static string Trace(EmulatedIdentityPool pool, string name, string user) => $"{name}:{pool.Id}:{user}";
}
