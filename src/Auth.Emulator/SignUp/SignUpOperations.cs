using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>SignUp, ConfirmSignUp and ResendConfirmationCode.</summary>
internal sealed class SignUpOperations(EmulatorState state)
{
    private const int CodeDigits = 6;

    public IEnumerable<Operation> All() =>
    [
        new("SignUp", [Members.ClientId, Members.SecretHash, Members.Username, Members.SignUpPassword], SignUp) { TakesUserContext = true },
        new("ConfirmSignUp", [Members.ClientId, Members.SecretHash, Members.Username, Members.ConfirmationCode, Members.Session], Confirm) { TakesUserContext = true },
        new("ResendConfirmationCode", [Members.ClientId, Members.SecretHash, Members.Username], Resend) { TakesUserContext = true },
    ];

    private JsonObject SignUp(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        EmulatedUserPool pool = client.Pool;
        string username = call.Text("Username");
        client.CheckSecretHash(call.Optional("SecretHash"), username);
        client.CheckWritable(call.Attributes("UserAttributes").Keys);
        IReadOnlyDictionary<string, string> attributes = AttributeRules.ForNewUser(pool.Settings, username, call.Attributes("UserAttributes"));
        string? password = call.Optional("Password");
        CheckPassword(pool.Settings, password);
        lock (pool.Gate)
        {
            NewUserRules.CheckNameIsFree(pool, username);
            EmulatedUser user = pool.NewUser(username, attributes);
            if (password is not null)
            {
                user.UsePassword(PasswordVerifier.Create(pool.ShortName, user.Username, password), UserStatus.Unconfirmed);
            }

            var context = RequestContext.Of(client, call);
            bool confirmed = AccountTriggers.BeforeSignUp(context, user, call.Attributes("ValidationData")) || pool.Settings.AutoConfirmSignUps;
            user.MarkUnverified();
            var answer = new JsonObject { ["UserConfirmed"] = confirmed, ["UserSub"] = user.Sub };
            if (confirmed)
            {
                user.Confirm();
                AccountTriggers.AfterConfirmation(context, user);
            }
            else if (Delivery.ForSignUp(pool.Settings, user) is { } delivery)
            {
                SendCode(context, user, delivery, MessagePurpose.SignUp);
                answer["CodeDeliveryDetails"] = Shapes.DeliveryDetails(delivery);
            }

            SignUpSessions.Add(answer, client, user);
            return answer;
        }
    }

    private static void CheckPassword(UserPoolSettings settings, string? password)
    {
        if (password is not null)
        {
            settings.PasswordPolicy.Check(password);
        }
        else if (!FirstFactors.ServeWithoutPassword(settings))
        {
            throw ServiceException.InvalidParameter("1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null");
        }
    }

    private JsonObject Confirm(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        EmulatedUserPool pool = client.Pool;
        string username = call.Text("Username");
        client.CheckSecretHash(call.Optional("SecretHash"), username);
        lock (pool.Gate)
        {
            EmulatedUser user = pool.Directory.Find(username)
                ?? throw (client.Settings.HidesUserExistence ? CodeBook.WrongCode() : UnknownCombination());
            if (user.Status != UserStatus.Unconfirmed)
            {
                throw ServiceException.NotAuthorized($"User cannot be confirmed. Current status is {Shapes.Status(user.Status)}");
            }

            user.SignUpCodes.Check(call.Text("ConfirmationCode"));
            SignUpSessions.Return(client, user, call.Optional("Session"));
            Delivery? proven = Delivery.ForSignUp(pool.Settings, user);
            NewUserRules.ClaimAliases(pool, user, user.Attributes, alias => alias == proven?.Attribute, call.Flag("ForceAliasCreation") == true);
            if (proven is not null)
            {
                user.SetAttribute($"{proven.Attribute}_verified", "true");
            }

            user.SignUpCodes.Clear();
            user.Confirm();
            AccountTriggers.AfterConfirmation(RequestContext.Of(client, call), user);
            var answer = new JsonObject();
            SignUpSessions.Add(answer, client, user);
            return answer;
        }
    }

    private JsonObject Resend(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        EmulatedUserPool pool = client.Pool;
        string username = call.Text("Username");
        client.CheckSecretHash(call.Optional("SecretHash"), username);
        lock (pool.Gate)
        {
            if (pool.Directory.Find(username) is not { } user)
            {
                return client.Settings.HidesUserExistence ? Shapes.Delivery(Delivery.Simulated(pool, username)) : throw UnknownCombination();
            }

            if (user.Status != UserStatus.Unconfirmed)
            {
                throw ServiceException.InvalidParameter("User is already confirmed.");
            }

            Delivery delivery = Delivery.ForSignUp(pool.Settings, user)
                ?? throw ServiceException.NotAuthorized("Cannot resend codes. Auto verification not turned on.");
            user.SignUpCodes.CountSend();
            SendCode(RequestContext.Of(client, call), user, delivery, MessagePurpose.ResendCode);
            return Shapes.Delivery(delivery);
        }
    }

    private static void SendCode(RequestContext context, EmulatedUser user, Delivery delivery, MessagePurpose purpose)
    {
        EmulatedUserPool pool = context.Pool;
        string code = RandomText.Code(CodeDigits);
        user.SignUpCodes.Put(code, pool.Settings.SignUpCodeLifetime, pool.State.Unsettled.NewCodeReplacesOlder);
        Courier.Send(context, user, delivery, purpose, code);
    }

    private static ServiceException UnknownCombination() => ServiceException.UserNotFound("Username/client id combination not found.");
}
