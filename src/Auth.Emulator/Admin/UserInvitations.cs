using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>AdminCreateUser: an account with a temporary password, told to the user unless suppressed.</summary>
internal sealed class UserInvitations(EmulatorState state)
{
    public JsonObject Create(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        string username = call.Text("Username");
        string? action = call.Optional("MessageAction");
        string? given = call.Optional("TemporaryPassword");
        string password = given ?? RandomText.TemporaryPassword();
        pool.Settings.PasswordPolicy.Check(password);
        lock (pool.Gate)
        {
            EmulatedUser user = action == "RESEND" ? InvitedBefore(pool, username) : New(pool, username, call);
            if (given is null && action == "SUPPRESS" && FirstFactors.CanSignInWithCode(pool.Settings, user))
            {
                user.Confirm(); // Nobody is told of a password, and nobody needs one.
                return new JsonObject { ["User"] = UserListing.Describe(user) };
            }

            user.SetTemporaryPassword(password);
            if (action != "SUPPRESS")
            {
                Invite(RequestContext.OfAdmin(pool, call), user, call.Texts("DesiredDeliveryMediums") ?? ["SMS"], password);
            }

            return new JsonObject { ["User"] = UserListing.Describe(user) };
        }
    }

    private static EmulatedUser New(EmulatedUserPool pool, string username, OperationCall call)
    {
        IReadOnlyDictionary<string, string> attributes = call.Attributes("UserAttributes");
        AttributeRules.CheckForm(attributes);
        NewUserRules.CheckNameIsFree(pool, username);
        bool IsProven(string alias) => attributes.GetValueOrDefault($"{alias}_verified") == "true";
        NewUserRules.ClaimAliases(pool, null, attributes, IsProven, call.Flag("ForceAliasCreation") == true);
        EmulatedUser user = pool.NewUser(username, attributes);
        AccountTriggers.BeforeSignUp(RequestContext.OfAdmin(pool, call), user, call.Attributes("ValidationData"));
        return user;
    }

    private static EmulatedUser InvitedBefore(EmulatedUserPool pool, string username)
    {
        EmulatedUser user = pool.Directory.Find(username) ?? throw ServiceException.UserNotFound();
        return user.Status == UserStatus.ForceChangePassword
            ? user
            : throw new ServiceException("UnsupportedUserStateException", $"Resend not possible. {Shapes.Status(user.Status)} status is not supported.");
    }

    private static void Invite(RequestContext context, EmulatedUser user, IReadOnlyList<string> mediums, string password)
    {
        foreach (string attribute in mediums.Select(medium => medium == "EMAIL" ? "email" : "phone_number").Where(name => user.Attribute(name) is not null))
        {
            Courier.Send(context, user, new Delivery(attribute, user.Attribute(attribute)!), MessagePurpose.AdminInvitation, password);
        }
    }
}
