using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>GetOpenIdTokenForDeveloperIdentity: the developer's back end vouches for one of its users. Signatures of administrators are not checked.</summary>
internal sealed class DeveloperIdentities(EmulatorState state)
{
    private const int DefaultTokenSeconds = 15 * 60;
    private const int LongestTokenSeconds = 24 * 3600;

    public IEnumerable<Operation> All() =>
    [
        new(
            "GetOpenIdTokenForDeveloperIdentity",
            [
                Members.IdentityPoolId,
                new Member("IdentityId") { MinLength = 1, MaxLength = 55, Pattern = "[\\w-]+:[0-9a-f-]+" },
                Members.Given("Logins"),
                new Member("TokenDuration") { Minimum = 1, Maximum = LongestTokenSeconds },
            ],
            GetToken),
    ];

    /// <summary>The token and identity of a user; the identity is made, or linked, as needed.</summary>
    /// <exception cref="ServiceException">The pool has no such provider, or the user another identity.</exception>
    public static (EmulatedIdentity Identity, string Token) Vouch(
        EmulatedIdentityPool pool, string? identityId, string userId, IReadOnlyList<VerifiedLogin> others, TimeSpan lifetime)
    {
        string provider = pool.DeveloperProviderName ?? throw ServiceException.InvalidParameter("The identity pool has no developer provider.");
        lock (pool.Gate)
        {
            EmulatedIdentity? known = pool.Directory.Of(provider, userId);
            EmulatedIdentity? named = identityId is null ? null : pool.Directory.Find(identityId) ?? throw EmulatorState.IdentityNotFound(identityId);
            if (known is not null && named is not null && known != named)
            {
                throw new ServiceException(
                    "DeveloperUserAlreadyRegisteredException", "The provided developer user identifier is already registered with Cognito under a different identity ID.");
            }

            var login = new VerifiedLogin
            {
                Provider = provider,
                UserId = userId,
                MappingKey = provider,
                Trace = DeveloperProvider.Trace(pool, provider, userId),
                Claims = _ => [],
            };
            EmulatedIdentity identity = pool.Directory.LinkTo(known ?? named, [login, .. others]);
            return (identity, pool.State.OpenIdTokens.Issue(pool, identity, others.Prepend(login).Select(one => (one.Provider, one.Trace)), lifetime));
        }
    }

    private JsonObject GetToken(OperationCall call)
    {
        EmulatedIdentityPool pool = state.IdentityPool(call.Text("IdentityPoolId"));
        IReadOnlyDictionary<string, string> logins = call.Map("Logins");
        if (pool.DeveloperProviderName is not { } provider || !logins.TryGetValue(provider, out string? userId) || userId.Length == 0)
        {
            throw ServiceException.InvalidParameter("Please provide a valid developer provider name in Logins.");
        }

        IReadOnlyList<VerifiedLogin> others = LoginCheck.Verify(pool, logins.Where(login => login.Key != provider).ToDictionary());
        (EmulatedIdentity identity, string token) = Vouch(
            pool, call.Optional("IdentityId"), userId, others, TimeSpan.FromSeconds(call.Number("TokenDuration") ?? DefaultTokenSeconds));
        return new JsonObject { ["IdentityId"] = identity.Id, ["Token"] = token };
    }
}
