using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What clients call unsigned: GetId, GetCredentialsForIdentity.</summary>
internal sealed class IdentityOperations(EmulatorState state)
{
    private static readonly TimeSpan CredentialLifetime = TimeSpan.FromHours(1);

    public IEnumerable<Operation> All() =>
    [
        new("GetId", [Members.IdentityPoolId, Members.AccountId], GetId),
        new("GetCredentialsForIdentity", [Members.IdentityId, Members.CustomRoleArn], GetCredentials),
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
        EmulatedRole role = RoleChoice.Of(pool, logins, call.Optional("CustomRoleArn"));
        IssuedCredentials credentials = state.Credentials.Issue(
            new RoleSession
            {
                Role = role,
                SessionName = "CognitoIdentityCredentials",
                IdentityId = identity.Id,
                IdentityPoolId = pool.Id,
                IsGuest = logins.Count == 0,
            },
            CredentialLifetime,
            state.Clock.GetUtcNow());
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

    /// <summary>Whom a request that names an identity is about, with its logins linked.</summary>
    private (EmulatedIdentityPool Pool, EmulatedIdentity Identity, IReadOnlyList<VerifiedLogin> Logins) Identify(OperationCall call)
    {
        string id = call.Text("IdentityId");
        EmulatedIdentityPool pool = state.PoolOfIdentity(id);
        IReadOnlyList<VerifiedLogin> logins = LoginCheck.Verify(pool, call.Map("Logins"));
        lock (pool.Gate)
        {
            EmulatedIdentity named = pool.Directory.Find(id) ?? throw EmulatorState.IdentityNotFound(id);
            if (logins.Count > 0)
            {
                return (pool, pool.Directory.Resolve(named, logins), logins);
            }

            if (!named.IsGuest)
            {
                throw ServiceException.NotAuthorized($"Access to Identity '{id}' is forbidden.");
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
