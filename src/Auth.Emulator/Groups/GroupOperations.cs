using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>CreateGroup, DeleteGroup, AdminAddUserToGroup, AdminRemoveUserFromGroup, AdminListGroupsForUser. Signatures of administrators are not checked.</summary>
internal sealed class GroupOperations(EmulatorState state)
{
    private static readonly Member GroupName = new("GroupName") { IsRequired = true, MinLength = 1, MaxLength = 128, Pattern = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" };

    public IEnumerable<Operation> All() =>
    [
        new("CreateGroup", [Members.UserPoolId, GroupName, new Member("Precedence") { Minimum = 0 }], OnPool(Create)),
        new("DeleteGroup", [Members.UserPoolId, GroupName], OnPool(Delete)) { HasNoOutput = true },
        new("AdminAddUserToGroup", [Members.UserPoolId, Members.Username, GroupName], OnPool(AddUser)) { HasNoOutput = true },
        new("AdminRemoveUserFromGroup", [Members.UserPoolId, Members.Username, GroupName], OnPool(RemoveUser)) { HasNoOutput = true },
        new("AdminListGroupsForUser", [Members.UserPoolId, Members.Username], OnPool(ListOfUser)),
    ];

    private static JsonObject Create(EmulatedUserPool pool, OperationCall call)
    {
        string name = call.Text("GroupName");
        if (pool.Groups.Find(name) is not null)
        {
            throw new ServiceException("GroupExistsException", "A group with the name already exists.");
        }

        return new JsonObject { ["Group"] = Describe(pool, pool.Groups.Add(name, call.Number("Precedence"), call.Optional("RoleArn"), call.Optional("Description"))) };
    }

    private static JsonObject Delete(EmulatedUserPool pool, OperationCall call)
    {
        pool.Groups.Remove(Group(pool, call));
        return [];
    }

    private static JsonObject AddUser(EmulatedUserPool pool, OperationCall call)
    {
        User(pool, call).AddToGroup(Group(pool, call).Name);
        return [];
    }

    private static JsonObject RemoveUser(EmulatedUserPool pool, OperationCall call)
    {
        User(pool, call).RemoveFromGroup(Group(pool, call).Name);
        return [];
    }

    private static JsonObject ListOfUser(EmulatedUserPool pool, OperationCall call) => new()
    {
        ["Groups"] = new JsonArray([.. User(pool, call).Groups.Select(name => Describe(pool, pool.Groups.Find(name)!))]),
    };

    private static JsonObject Describe(EmulatedUserPool pool, UserGroup group)
    {
        var description = new JsonObject { ["GroupName"] = group.Name, ["UserPoolId"] = pool.Id, ["CreationDate"] = Shapes.Date(group.CreatedAt) };
        Add("Description", group.Description);
        Add("Precedence", group.Precedence);
        Add("RoleArn", group.RoleArn);
        return description;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                description[name] = value;
            }
        }
    }

    private static UserGroup Group(EmulatedUserPool pool, OperationCall call) =>
        pool.Groups.Find(call.Text("GroupName")) ?? throw ServiceException.ResourceNotFound("Group not found.");

    private static EmulatedUser User(EmulatedUserPool pool, OperationCall call) =>
        pool.Directory.Find(call.Text("Username")) ?? throw ServiceException.UserNotFound();

    private Func<OperationCall, JsonObject> OnPool(Func<EmulatedUserPool, OperationCall, JsonObject> act) => call =>
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        lock (pool.Gate)
        {
            return act(pool, call);
        }
    };
}
