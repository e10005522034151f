namespace Amplify.Tests.Oidc;

/// <summary>What the tests at the provider have in common.</summary>
public abstract class OidcTests
{
    protected const int TimeLimit = 60_000;

    /// <summary>The names of <see cref="OidcClient"/>, for test cases.</summary>
    protected const string Desktop = "desktop";

    protected const string Server = "server";

    private protected static OidcProvider Provider => OidcSetUp.Provider;
}
