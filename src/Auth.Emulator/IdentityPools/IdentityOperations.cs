using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What clients call unsigned: GetId, GetCredentialsForIdentity, GetOpenIdToken, UnlinkIdentity.</summary>
internal sealed class IdentityOperations(EmulatorState state)
{
    private static readonly TimeSpan CredentialLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    public IEnumerable<Operation> All() =>
    [
        new("GetId", [Members.IdentityPoolId, Members.AccountId], GetId),
        new("GetCredentialsForIdentity", [Members.IdentityId, Members.CustomRoleArn], GetCredentials),
        new("GetOpenIdToken", [Members.IdentityId], GetOpenIdToken),
        new("UnlinkIdentity", [Members.IdentityId, Members.Given("Logins"), Members.Given("LoginsToRemove")], Unlink) { HasNoOutput = true },
    ];

    private JsonObject GetId(OperationCall call)
    {
        EmulatedIdentityPool pool = state.IdentityPool(call.Text("IdentityPoolId"));
        IReadOnlyList<VerifiedLogin> logins = LoginCheck.Verify(pool, call.Map("Logins"));
        if (logins.Count == 0)
        {
            CheckGuestsAllowed(pool);
        }

        lock (pool.Gate)
        {
            EmulatedIdentity identity = logins.Count == 0 ? pool.Directory.Add() : pool.Directory.Resolve(logins);
            return new JsonObject { ["IdentityId"] = identity.Id };
        }
    }

    private JsonObject GetCredentials(OperationCall call)
    {
        (EmulatedIdentityPool pool, EmulatedIdentity identity, IReadOnlyList<VerifiedLogin> logins) = Identify(call);
        var session = new RoleSession
        {
            Role = RoleChoice.Of(pool, logins, call.Optional("CustomRoleArn")),
            SessionName = "CognitoIdentityCredentials",
            IdentityId = identity.Id,
            IdentityPoolId = pool.Id,
            IsGuest = logins.Count == 0,
        };
        IssuedCredentials credentials = state.Credentials.Issue(session, CredentialLifetime, state.Clock.GetUtcNow());
        return new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["AccessKeyId"] = credentials.AccessKeyId,
                ["Expiration"] = Shapes.Date(credentials.ExpiresAt),
                ["SecretKey"] = credentials.SecretAccessKey,
                ["SessionToken"] = credentials.SessionToken,
            },
            ["IdentityId"] = identity.Id,
        };
    }

    private JsonObject GetOpenIdToken(OperationCall call)
    {
        if (!state.PoolOfIdentity(call.Text("IdentityId")).AllowClassicFlow)
        {
            throw ServiceException.InvalidParameter("Basic (classic) flow is not enabled, please use enhanced flow.");
        }

        (EmulatedIdentityPool pool, EmulatedIdentity identity, IReadOnlyList<VerifiedLogin> logins) = Identify(call);
        return new JsonObject
        {
            ["IdentityId"] = identity.Id,
            ["Token"] = state.OpenIdTokens.Issue(pool, identity, logins.Select(login => (login.Provider, login.Trace)), TokenLifetime),
        };
    }

    private JsonObject Unlink(OperationCall call)
    {
        string id = call.Text("IdentityId");
        EmulatedIdentityPool pool = state.PoolOfIdentity(id);
        IReadOnlyList<VerifiedLogin> logins = LoginCheck.Verify(pool, call.Map("Logins"));
        IReadOnlyList<string> toRemove = [.. (call.Texts("LoginsToRemove") ?? []).Select(key => LoginCheck.ProviderOf(pool, key).Name)];
        lock (pool.Gate)
        {
            EmulatedIdentity identity = pool.Directory.Find(id) ?? throw EmulatorState.IdentityNotFound(id);
            if (!logins.Any(identity.Has))
            {
                throw LoginCheck.NoMatch();
            }

            foreach (string provider in toRemove)
            {
                identity.Unlink(provider, state.Clock.GetUtcNow());
            }
        }

        return [];
    }

    /// <summary>Whom a request that names an identity is about, with its logins linked.</summary>
    private (EmulatedIdentityPool Pool, EmulatedIdentity Identity, IReadOnlyList<VerifiedLogin> Logins) Identify(OperationCall call)
    {
        string id = call.Text("IdentityId");
        EmulatedIdentityPool pool = state.PoolOfIdentity(id);
        IReadOnlyList<VerifiedLogin> logins = LoginCheck.Verify(pool, call.Map("Logins"));
        lock (pool.Gate)
        {
            EmulatedIdentity named = pool.Directory.Find(id) ?? throw EmulatorState.IdentityNotFound(id);
            if (named.IsDisabled || (logins.Count == 0 && !named.IsGuest))
            {
                throw ServiceException.NotAuthorized($"Access to Identity '{id}' is forbidden.");
            }

            if (logins.Count > 0)
            {
                return (pool, pool.Directory.Resolve(named, logins), logins);
            }

            CheckGuestsAllowed(pool);
            return (pool, named, logins);
        }
    }

    private static void CheckGuestsAllowed(EmulatedIdentityPool pool)
    {
        if (!pool.AllowGuests)
        {
            throw ServiceException.NotAuthorized("Unauthenticated access is not supported for this identity pool.");
        }
    }
}
