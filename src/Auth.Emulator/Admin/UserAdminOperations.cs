using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The Admin… operations on one user, and ListUsers. Signatures of administrators are not checked.</summary>
internal sealed class UserAdminOperations(EmulatorState state)
{
    public IEnumerable<Operation> All() =>
    [
        new("AdminCreateUser", [Members.UserPoolId, Members.Username, Members.TemporaryPassword], new UserInvitations(state).Create),
        new("AdminSetUserPassword", [Members.UserPoolId, Members.Username, Members.Password], SetPassword),
        new("AdminConfirmSignUp", [Members.UserPoolId, Members.Username], OnUser(Confirm)),
        new("AdminGetUser", [Members.UserPoolId, Members.Username], OnUser((_, user, _) => Describe(user))),
        new("AdminDisableUser", [Members.UserPoolId, Members.Username], OnUser((_, user, _) => Done(user.Disable))),
        new("AdminEnableUser", [Members.UserPoolId, Members.Username], OnUser((_, user, _) => Done(user.Enable))),
        new("AdminResetUserPassword", [Members.UserPoolId, Members.Username], OnUser(ResetPassword)),
        new("AdminUserGlobalSignOut", [Members.UserPoolId, Members.Username], OnUser((_, user, _) => Done(user.SignOutEverywhere))),
        new("AdminUpdateUserAttributes", [Members.UserPoolId, Members.Username, Members.Given("UserAttributes")], OnUser(UpdateAttributes)),
        new("AdminDeleteUserAttributes", [Members.UserPoolId, Members.Username, Members.Given("UserAttributeNames")], OnUser(DeleteAttributes)),
        new("AdminDeleteUser", [Members.UserPoolId, Members.Username], OnUser((_, user, _) => Done(user.Delete))) { HasNoOutput = true },
        new("ListUsers", [Members.UserPoolId, new Member("Limit") { Minimum = 0, Maximum = 60 }], new UserListing(state).List),
    ];

    private static JsonObject Describe(EmulatedUser user)
    {
        JsonObject answer = UserListing.Describe(user);
        answer["UserAttributes"] = Shapes.UserAttributes(user);
        answer.Remove("Attributes");
        Shapes.AddMfa(answer, user);
        return answer;
    }

    private static JsonObject Confirm(RequestContext context, EmulatedUser user, OperationCall call)
    {
        if (user.Status != UserStatus.Unconfirmed)
        {
            throw ServiceException.NotAuthorized($"User cannot be confirmed. Current status is {Shapes.Status(user.Status)}");
        }

        NewUserRules.ClaimAliases(context.Pool, user, user.Attributes, user.IsVerified, force: false);
        return Done(() =>
        {
            user.Confirm();
            AccountTriggers.AfterConfirmation(context, user);
        });
    }

    private static JsonObject ResetPassword(RequestContext context, EmulatedUser user, OperationCall call)
    {
        if (user.Status == UserStatus.Unconfirmed)
        {
            throw ServiceException.NotAuthorized("User password cannot be reset in the current state.");
        }

        context.Pool.ResetCodes.Send(context, user);
        return Done(user.RequirePasswordReset);
    }

    private static JsonObject UpdateAttributes(RequestContext context, EmulatedUser user, OperationCall call) =>
        Done(() => new AttributeChange(context, user).ByAdmin(call.Attributes("UserAttributes")));

    private static JsonObject DeleteAttributes(RequestContext context, EmulatedUser user, OperationCall call) =>
        Done(() => new AttributeChange(context, user).DeleteByAdmin(call.Texts("UserAttributeNames") ?? []));

    private JsonObject SetPassword(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        string password = call.Text("Password");
        pool.Settings.PasswordPolicy.Check(password);
        lock (pool.Gate)
        {
            EmulatedUser user = pool.Directory.Find(call.Text("Username")) ?? throw ServiceException.UserNotFound();
            return Done(() =>
            {
                if (call.Flag("Permanent") == true)
                {
                    user.SetPassword(password);
                }
                else
                {
                    user.SetTemporaryPassword(password);
                }
            });
        }
    }

    private Func<OperationCall, JsonObject> OnUser(Func<RequestContext, EmulatedUser, OperationCall, JsonObject> act) => call =>
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        lock (pool.Gate)
        {
            return act(RequestContext.OfAdmin(pool, call), pool.Directory.Find(call.Text("Username")) ?? throw ServiceException.UserNotFound(), call);
        }
    };

    private static JsonObject Done(Action change)
    {
        change();
        return [];
    }
}
