using System.Security.Claims;

namespace Amplify;

/// <summary>Who is signed in, as the ID token tells it. Immutable.</summary>
public sealed class AuthUser
{
    internal AuthUser(string userId, string username, IReadOnlyList<Claim> claims)
    {
        UserId = userId;
        Username = username;
        Claims = claims;
        Groups = FindAll("cognito:groups");
#if NET
        Identities = IdentitiesClaim.Read(claims);
#else
        // Users are made by the engine, which runs on .NET 8 and above: there this assembly is not the one that is loaded.
        Identities = [];
#endif
    }

    /// <summary>The <c>sub</c> claim: never changes and is never given to another user.</summary>
    public string UserId { get; }

    /// <summary>The user name in the pool (<c>cognito:username</c>), which is not always what the user typed.</summary>
    public string Username { get; }

    /// <summary>What to call the user: the first present of <c>name</c>, <c>given_name</c>, <c>preferred_username</c>, <c>email</c>, the user name.</summary>
    public string Name => FindFirst("name") ?? FindFirst("given_name") ?? FindFirst("preferred_username") ?? FindFirst("email") ?? Username;

    /// <summary>The <c>email</c> claim, or null.</summary>
    public string? Email => FindFirst("email");

    /// <summary>The user's groups (<c>cognito:groups</c>), in the token's order; empty when there are none.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The accounts elsewhere that the user signs in with (<c>identities</c>: federated or linked users); empty when there are none.</summary>
    public IReadOnlyList<AuthIdentity> Identities { get; }

    /// <summary>Every claim of the ID token. A claim that holds a list appears once per element; an object appears as JSON.</summary>
    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>The first value of a claim, or null.</summary>
    /// <param name="type">The claim's name, compared exactly.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is null or empty.</exception>
    public string? FindFirst(string type)
    {
        Require.NotEmpty(type, nameof(type));
        foreach (Claim claim in Claims)
        {
            if (string.Equals(claim.Type, type, StringComparison.Ordinal))
            {
                return claim.Value;
            }
        }

        return null;
    }

    /// <summary>All values of a claim, in the token's order; empty when there is none.</summary>
    /// <param name="type">The claim's name, compared exactly.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is null or empty.</exception>
    public IReadOnlyList<string> FindAll(string type)
    {
        Require.NotEmpty(type, nameof(type));
        return [.. Claims.Where(c => string.Equals(c.Type, type, StringComparison.Ordinal)).Select(c => c.Value)];
    }
}
