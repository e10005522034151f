using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Operations of administrators on identity pools. Their signatures are not checked.</summary>
internal sealed class IdentityPoolAdmin(EmulatorState state)
{
    private static readonly Member PoolName = new("IdentityPoolName") { IsRequired = true, MinLength = 1, MaxLength = 128, Pattern = "[\\w\\s+=,.@-]+" };

    public IEnumerable<Operation> All() =>
    [
        new("CreateIdentityPool", [PoolName, Members.Given("AllowUnauthenticatedIdentities")], Create),
        new("DescribeIdentityPool", [Members.IdentityPoolId], call => Describe(Pool(call))),
        new("UpdateIdentityPool", [Members.IdentityPoolId, PoolName, Members.Given("AllowUnauthenticatedIdentities")], Update),
        new("DeleteIdentityPool", [Members.IdentityPoolId], Delete) { HasNoOutput = true },
        new("SetIdentityPoolRoles", [Members.IdentityPoolId, Members.Given("Roles")], SetRoles) { HasNoOutput = true },
        new("GetIdentityPoolRoles", [Members.IdentityPoolId], GetRoles),
    ];

    private EmulatedIdentityPool Pool(OperationCall call) => state.IdentityPool(call.Text("IdentityPoolId"));

    private JsonObject Create(OperationCall call)
    {
        IdentityPoolRequest request = IdentityPoolRequest.Read(call, state);
        EmulatedIdentityPool pool = state.AddIdentityPool(new IdentityPoolSettings { Name = call.Text("IdentityPoolName") });

        // As in AWS, SetIdentityPoolRoles is still to come.
        pool.AuthenticatedRole = null;
        pool.UnauthenticatedRole = null;
        request.ApplyTo(pool);
        return Describe(pool);
    }

    private JsonObject Update(OperationCall call)
    {
        EmulatedIdentityPool pool = Pool(call);
        IdentityPoolRequest.Read(call, state).ApplyTo(pool);
        return Describe(pool);
    }

    private JsonObject Delete(OperationCall call)
    {
        state.RemoveIdentityPool(Pool(call));
        return [];
    }

    private JsonObject SetRoles(OperationCall call)
    {
        EmulatedIdentityPool pool = Pool(call);
        IReadOnlyDictionary<string, string> roles = call.Map("Roles");
        IReadOnlyDictionary<string, RoleMapping> mappings = RoleMappingShape.Read(call.Part("RoleMappings"));
        EmulatedRole? authenticated = Role(roles, "authenticated", pool, RoleTrust.Authenticated);
        EmulatedRole? unauthenticated = Role(roles, "unauthenticated", pool, RoleTrust.Unauthenticated);
        pool.AuthenticatedRole = authenticated;
        pool.UnauthenticatedRole = unauthenticated;
        pool.ReplaceRoleMappings(mappings);
        return [];
    }

    private EmulatedRole? Role(IReadOnlyDictionary<string, string> roles, string name, EmulatedIdentityPool pool, RoleTrust trust) =>
        !roles.TryGetValue(name, out string? arn) ? null
            : state.RoleNamed(arn, pool, trust) ?? throw ServiceException.InvalidParameter($"'{arn}' is not a valid role ARN.");

    private JsonObject GetRoles(OperationCall call)
    {
        EmulatedIdentityPool pool = Pool(call);
        var roles = new JsonObject();
        if (pool.AuthenticatedRole is { } authenticated)
        {
            roles["authenticated"] = authenticated.Arn;
        }

        if (pool.UnauthenticatedRole is { } unauthenticated)
        {
            roles["unauthenticated"] = unauthenticated.Arn;
        }

        return new JsonObject { ["IdentityPoolId"] = pool.Id, ["Roles"] = roles, ["RoleMappings"] = RoleMappingShape.Write(pool.RoleMappings) };
    }

    private static JsonObject Describe(EmulatedIdentityPool pool)
    {
        var description = new JsonObject
        {
            ["IdentityPoolId"] = pool.Id,
            ["IdentityPoolName"] = pool.Name,
            ["AllowUnauthenticatedIdentities"] = pool.AllowGuests,
            ["AllowClassicFlow"] = pool.AllowClassicFlow,
            ["CognitoIdentityProviders"] = new JsonArray(
            [
                .. pool.Providers.OfType<UserPoolProvider>().SelectMany(provider => provider.Clients.Select(client => new JsonObject
                {
                    ["ProviderName"] = provider.Name,
                    ["ClientId"] = client.Key,
                    ["ServerSideTokenCheck"] = client.Value,
                })),
            ]),
        };
        if (pool.DeveloperProviderName is { } developer)
        {
            description["DeveloperProviderName"] = developer;
        }

        return description;
    }
}
