using System.Globalization;
using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>DescribeIdentity, ListIdentities, DeleteIdentities. Signatures of administrators are not checked.</summary>
internal sealed class IdentityAdmin(EmulatorState state)
{
    public IEnumerable<Operation> All() =>
    [
        new("DescribeIdentity", [Members.IdentityId], Describe),
        new("ListIdentities", [Members.IdentityPoolId, new Member("MaxResults") { IsRequired = true, Minimum = 1, Maximum = 60 }], List),
        new("DeleteIdentities", [Members.Given("IdentityIdsToDelete")], Delete),
    ];

    private JsonObject Describe(OperationCall call)
    {
        string id = call.Text("IdentityId");
        return Describe(state.PoolOfIdentity(id).FindIdentity(id) ?? throw EmulatorState.IdentityNotFound(id));
    }

    private JsonObject List(OperationCall call)
    {
        EmulatedIdentityPool pool = state.IdentityPool(call.Text("IdentityPoolId"));
        int size = call.Number("MaxResults") ?? throw ServiceException.MissingParameter("MaxResults");
        int from = call.Optional("NextToken") is not { } token ? 0
            : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int at) ? at : throw ServiceException.InvalidParameter("Invalid pagination token.");
        bool hideDisabled = call.Flag("HideDisabled") == true;
        List<EmulatedIdentity> found = [.. pool.Identities.Where(identity => !(hideDisabled && identity.IsDisabled))];
        var answer = new JsonObject
        {
            ["IdentityPoolId"] = pool.Id,
            ["Identities"] = new JsonArray([.. found.Skip(from).Take(size).Select(Describe)]),
        };
        if (from + size < found.Count)
        {
            answer["NextToken"] = (from + size).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private JsonObject Delete(OperationCall call)
    {
        foreach (string id in call.Texts("IdentityIdsToDelete") ?? [])
        {
            foreach (EmulatedIdentityPool pool in state.IdentityPools)
            {
                pool.DeleteIdentity(id);
            }
        }

        return new JsonObject { ["UnprocessedIdentityIds"] = new JsonArray() };
    }

    private static JsonObject Describe(EmulatedIdentity identity) => new()
    {
        ["IdentityId"] = identity.Id,
        ["Logins"] = Shapes.Texts(identity.Logins),
        ["CreationDate"] = Shapes.Date(identity.CreatedAt),
        ["LastModifiedDate"] = Shapes.Date(identity.ModifiedAt),
    };
}
