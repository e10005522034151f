using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>ForgotPassword and ConfirmForgotPassword.</summary>
internal sealed class RecoveryOperations(EmulatorState state)
{
    public IEnumerable<Operation> All() =>
    [
        new("ForgotPassword", [Members.ClientId, Members.SecretHash, Members.Username], Forgot) { TakesUserContext = true },
        new("ConfirmForgotPassword", [Members.ClientId, Members.SecretHash, Members.Username, Members.ConfirmationCode, Members.Password], Confirm) { TakesUserContext = true },
    ];

    private JsonObject Forgot(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        EmulatedUserPool pool = client.Pool;
        string username = call.Text("Username");
        client.CheckSecretHash(call.Optional("SecretHash"), username);
        lock (pool.Gate)
        {
            if ((pool.Directory.Find(username) ?? UserMigration.AtForgotPassword(client, username, call)) is not { } user)
            {
                return client.Settings.HidesUserExistence ? Shapes.Delivery(pool.ResetCodes.Pretend(username)) : throw UnknownCombination();
            }

            CheckEnabled(user);
            return Shapes.Delivery(pool.ResetCodes.Send(RequestContext.Of(client, call), user));
        }
    }

    private JsonObject Confirm(OperationCall call)
    {
        EmulatedAppClient client = state.Client(call.Text("ClientId"));
        EmulatedUserPool pool = client.Pool;
        string username = call.Text("Username");
        string code = call.Text("ConfirmationCode");
        client.CheckSecretHash(call.Optional("SecretHash"), username);
        lock (pool.Gate)
        {
            if (pool.Directory.Find(username) is not { } user)
            {
                throw client.Settings.HidesUserExistence ? pool.ResetCodes.Refusal(username, code) : UnknownCombination();
            }

            CheckEnabled(user);
            if (user.Status == UserStatus.Unconfirmed)
            {
                throw SignInFlow.NotConfirmed();
            }

            pool.Settings.PasswordPolicy.Check(call.Text("Password"));
            CheckCode(user, code);
            user.ResetCodes.Clear();
            user.SetPassword(call.Text("Password"));
            user.LockOut.Clear();
            AccountTriggers.AfterConfirmation(RequestContext.Of(client, call), user, "PostConfirmation_ConfirmForgotPassword");
            return [];
        }
    }

    private void CheckCode(EmulatedUser user, string code)
    {
        try
        {
            user.ResetCodes.CheckRequested(code);
        }
        catch (ServiceException limit) when (limit.Code == "LimitExceededException" && state.Unsettled.TooManyResetCodesAreFailedAttempts)
        {
            throw new ServiceException("TooManyFailedAttemptsException", limit.Message);
        }
    }

    private static void CheckEnabled(EmulatedUser user)
    {
        if (!user.Enabled)
        {
            throw ServiceException.NotAuthorized("User is disabled.");
        }
    }

    private static ServiceException UnknownCombination() => ServiceException.UserNotFound("Username/client id combination not found.");
}
