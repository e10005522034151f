namespace Amplify.Emulator;

/// <summary>The triggers of making and confirming accounts. The caller holds the pool's gate.</summary>
internal static class AccountTriggers
{
    /// <summary>Lets the pre-sign-up trigger decide about an account that has just been made; it is taken back when the trigger refuses.</summary>
    /// <returns>Whether the account is confirmed at once.</returns>
    /// <exception cref="ServiceException">The trigger refuses, fails, or verifies an address the user does not have.</exception>
    public static bool BeforeSignUp(RequestContext context, EmulatedUser user, IReadOnlyDictionary<string, string> validationData, string source = "PreSignUp_SignUp")
    {
        if (context.Pool.Triggers.PreSignUp is not { } trigger)
        {
            return false;
        }

        bool byAdmin = context.Client is null;
        var told = new PreSignUpEvent
        {
            TriggerSource = byAdmin ? "PreSignUp_AdminCreateUser" : source,
            UserPoolId = context.Pool.Id,
            ClientId = context.Client?.Id,
            Username = user.Username,
            UserAttributes = user.Attributes,
            ClientMetadata = context.ClientMetadata,
            ValidationData = validationData,
        };
        try
        {
            TriggerRunner.Run("PreSignUp", trigger, told);
            if (byAdmin)
            {
                return false;
            }

            Verify(user, "email", told.AutoVerifyEmail);
            Verify(user, "phone_number", told.AutoVerifyPhone);
            NewUserRules.ClaimAliases(context.Pool, user, user.Attributes, user.IsVerified, force: false);
            return told.AutoConfirmUser;
        }
        catch (ServiceException)
        {
            user.Delete();
            throw;
        }
    }

    /// <summary>Tells the post-confirmation trigger.</summary>
    /// <exception cref="ServiceException">The trigger fails; what it was told of stays done.</exception>
    public static void AfterConfirmation(RequestContext context, EmulatedUser user, string source = "PostConfirmation_ConfirmSignUp")
    {
        if (context.Pool.Triggers.PostConfirmation is { } trigger)
        {
            TriggerRunner.Run("PostConfirmation", trigger, new PostConfirmationEvent
            {
                TriggerSource = source,
                UserPoolId = context.Pool.Id,
                ClientId = context.Client?.Id,
                Username = user.Username,
                UserAttributes = TriggerRunner.AttributesOf(user),
                ClientMetadata = context.ClientMetadata,
            });
        }
    }

    private static void Verify(EmulatedUser user, string attribute, bool wanted)
    {
        if (wanted)
        {
            _ = user.Attribute(attribute) ?? throw TriggerRunner.Unrecognizable();
            user.SetAttribute($"{attribute}_verified", "true");
        }
    }
}
