using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>What a signed-in user does with the account: UpdateUserAttributes, DeleteUserAttributes, codes for addresses, DeleteUser.</summary>
internal sealed class ProfileOperations(EmulatorState state)
{
    private readonly AccessTokens _accessTokens = new(state);

    public IEnumerable<Operation> All() =>
    [
        new("UpdateUserAttributes", [Members.AccessToken, Members.Given("UserAttributes")], OnUser(Update)),
        new("DeleteUserAttributes", [Members.AccessToken, Members.Given("UserAttributeNames")], OnUser(DeleteAttributes)),
        new("GetUserAttributeVerificationCode", [Members.AccessToken, Members.AttributeName], OnUser(SendCode)),
        new("VerifyUserAttribute", [Members.AccessToken, Members.AttributeName, Members.Code], OnUser(Verify)),
        new("DeleteUser", [Members.AccessToken], OnUser(Delete)) { HasNoOutput = true },
    ];

    private static JsonObject Update(RequestContext context, EmulatedUser user, OperationCall call)
    {
        IReadOnlyList<Delivery> sent = new AttributeChange(context, user).ByUser(call.Attributes("UserAttributes"));
        return new JsonObject { ["CodeDeliveryDetailsList"] = new JsonArray([.. sent.Select(Shapes.DeliveryDetails)]) };
    }

    private static JsonObject DeleteAttributes(RequestContext context, EmulatedUser user, OperationCall call)
    {
        new AttributeChange(context, user).DeleteByUser(call.Texts("UserAttributeNames") ?? []);
        return [];
    }

    private static JsonObject SendCode(RequestContext context, EmulatedUser user, OperationCall call)
    {
        string attribute = call.Text("AttributeName");
        AttributeProof proof = user.Proofs.Of(attribute);
        if (!context.Pool.Settings.AutoVerifiedAttributes.Contains(attribute))
        {
            throw ServiceException.NotAuthorized("Auto verification not turned on.");
        }

        if (proof.NewValue is null && user.Attribute(attribute) is null)
        {
            throw ServiceException.InvalidParameter($"User does not have the attribute {attribute}.");
        }

        proof.Codes.CountSend();
        return Shapes.Delivery(user.Proofs.Send(context, user, attribute, proof.NewValue));
    }

    private static JsonObject Verify(RequestContext context, EmulatedUser user, OperationCall call)
    {
        string attribute = call.Text("AttributeName");
        AttributeProof proof = user.Proofs.Of(attribute);
        proof.Codes.CheckRequested(call.Text("Code"));
        string value = proof.NewValue ?? user.Attribute(attribute)!;
        NewUserRules.ClaimAliases(context.Pool, user, new Dictionary<string, string> { [attribute] = value }, _ => true, force: false);
        user.Proofs.Forget(attribute);
        user.SetAttribute(attribute, value);
        user.SetAttribute($"{attribute}_verified", "true");
        return [];
    }

    private static JsonObject Delete(RequestContext context, EmulatedUser user, OperationCall call)
    {
        user.Delete();
        return [];
    }

    private Func<OperationCall, JsonObject> OnUser(Func<RequestContext, EmulatedUser, OperationCall, JsonObject> act) => call =>
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        lock (signIn.Client.Pool.Gate)
        {
            return act(RequestContext.Of(signIn.Client, call), signIn.User, call);
        }
    };
}
