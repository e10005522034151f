using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>AdminLinkProviderForUser and AdminDisableProviderForUser.</summary>
internal sealed class LinkOperations(EmulatorState state)
{
    public IEnumerable<Operation> All() =>
    [
        new("AdminLinkProviderForUser", [Members.UserPoolId, Members.Given("DestinationUser"), Members.Given("SourceUser")], Link),
        new("AdminDisableProviderForUser", [Members.UserPoolId, Members.Given("User")], Disable),
    ];

    private JsonObject Link(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        OperationCall source = call.Part("SourceUser");
        lock (pool.Gate)
        {
            EmulatedUser user = Destination(pool, call.Part("DestinationUser"));
            pool.Links.Add(ProviderOf(pool, source), source.Optional("ProviderAttributeName") ?? LinkBook.Subject, source.Text("ProviderAttributeValue"), user);
            return [];
        }
    }

    private JsonObject Disable(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        OperationCall source = call.Part("User");
        string value = source.Text("ProviderAttributeValue");
        lock (pool.Gate)
        {
            EmulatedIdentityProvider provider = ProviderOf(pool, source);
            if (pool.Links.Remove(provider, source.Optional("ProviderAttributeName") ?? LinkBook.Subject, value))
            {
                return [];
            }

            // Without a link it is the provider's own user, who may not sign in any more.
            EmulatedUser user = pool.Directory.ByUsername(FederatedUsers.NameOf(provider, value)) ?? throw ServiceException.UserNotFound();
            user.Disable();
            return [];
        }
    }

    private static EmulatedUser Destination(EmulatedUserPool pool, OperationCall destination)
    {
        string value = destination.Text("ProviderAttributeValue");
        string username = destination.Text("ProviderName") == "Cognito" ? value : FederatedUsers.NameOf(ProviderOf(pool, destination), value);
        return pool.Directory.ByUsername(username) ?? throw ServiceException.UserNotFound();
    }

    private static EmulatedIdentityProvider ProviderOf(EmulatedUserPool pool, OperationCall user)
    {
        string name = user.Text("ProviderName");
        return pool.IdentityProviders.FirstOrDefault(provider => provider.Name == name) ?? throw ServiceException.ResourceNotFound($"Identity provider {name} does not exist.");
    }
}
