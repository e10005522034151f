namespace Amplify.Emulator;

/// <summary>Takes over accounts that the pool does not have. The caller holds the pool's gate.</summary>
internal static class UserMigration
{
    /// <summary>Someone unknown signs in with a password.</summary>
    /// <returns>The user taken over; <see langword="null"/> where there is no trigger or it knows no such user.</returns>
    public static EmulatedUser? AtSignIn(EmulatedAppClient client, string username, string password, OperationCall call)
    {
        if (Ask(client, username, "UserMigration_Authentication", password, RequestContext.NoMetadata, call.ClientMetadata) is not { } told)
        {
            return null;
        }

        EmulatedUser user = TakeOver(client.Pool, username, told.MigratedAttributes!);
        user.SetPassword(password);
        if (told.FinalUserStatus != "CONFIRMED")
        {
            user.RequirePasswordReset();
        }

        return user;
    }

    /// <summary>Someone unknown has forgotten the password.</summary>
    /// <returns>The user taken over, who has no password yet; <see langword="null"/> where there is no trigger or it knows no such user.</returns>
    public static EmulatedUser? AtForgotPassword(EmulatedAppClient client, string username, OperationCall call)
    {
        if (Ask(client, username, "UserMigration_ForgotPassword", null, call.ClientMetadata, RequestContext.NoMetadata) is not { } told)
        {
            return null;
        }

        EmulatedUser user = TakeOver(client.Pool, username, told.MigratedAttributes!);
        user.RequirePasswordReset();
        return user;
    }

    private static UserMigrationEvent? Ask(
        EmulatedAppClient client, string username, string source, string? password, IReadOnlyDictionary<string, string> metadata, IReadOnlyDictionary<string, string> validationData)
    {
        if (client.Pool.Triggers.UserMigration is not { } trigger)
        {
            return null;
        }

        var told = new UserMigrationEvent
        {
            TriggerSource = source,
            UserPoolId = client.Pool.Id,
            ClientId = client.Id,
            Username = username,
            Password = password,
            ClientMetadata = metadata,
            ValidationData = validationData,
        };
        try
        {
            TriggerRunner.Run("UserMigration", trigger, told);
        }
        catch (ServiceException refusal) when (refusal.Code == "UserLambdaValidationException")
        {
            return null; // "Not known there either": the caller hears what it hears of any unknown user.
        }

        if (told.FinalUserStatus is not (null or "CONFIRMED" or "RESET_REQUIRED"))
        {
            throw TriggerRunner.Unrecognizable();
        }

        return told.MigratedAttributes is null ? null : told;
    }

    private static EmulatedUser TakeOver(EmulatedUserPool pool, string username, IReadOnlyDictionary<string, string> attributes)
    {
        try
        {
            AttributeRules.CheckForm(attributes);
        }
        catch (ServiceException)
        {
            throw TriggerRunner.Unrecognizable();
        }

        return pool.NewUser(username, attributes);
    }
}
