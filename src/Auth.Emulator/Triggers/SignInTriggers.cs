namespace Amplify.Emulator;

/// <summary>The triggers around a sign-in and before tokens are made. The caller holds the pool's gate.</summary>
internal static class SignInTriggers
{
    /// <exception cref="ServiceException">The trigger refuses or fails.</exception>
    public static void BeforePassword(EmulatedAppClient client, string username, EmulatedUser? user, OperationCall call)
    {
        if (client.Pool.Triggers.PreAuthentication is { } trigger)
        {
            TriggerRunner.Run("PreAuthentication", trigger, new PreAuthenticationEvent
            {
                TriggerSource = "PreAuthentication_Authentication",
                UserPoolId = client.Pool.Id,
                ClientId = client.Id,
                Username = user?.Username ?? username,
                UserAttributes = user is null ? RequestContext.NoMetadata : TriggerRunner.AttributesOf(user),
                ValidationData = call.ClientMetadata,
                UserNotFound = user is null,
            });
        }
    }

    /// <exception cref="ServiceException">The trigger refuses or fails.</exception>
    public static void AfterSignIn(SignInAttempt attempt)
    {
        if (attempt.Pool.Triggers.PostAuthentication is { } trigger)
        {
            TriggerRunner.Run("PostAuthentication", trigger, new PostAuthenticationEvent
            {
                TriggerSource = "PostAuthentication_Authentication",
                UserPoolId = attempt.Pool.Id,
                ClientId = attempt.Client.Id,
                Username = attempt.User.Username,
                UserAttributes = TriggerRunner.AttributesOf(attempt.User),
                ClientMetadata = attempt.Context.ClientMetadata,
            });
        }
    }

    /// <summary>What the pre-token-generation trigger wants of the tokens; <see langword="null"/> where there is none.</summary>
    /// <exception cref="ServiceException">The trigger refuses or fails.</exception>
    public static PreTokenGenerationEvent? BeforeTokens(RequestContext context, EmulatedUser user, string source)
    {
        if (context.Pool.Triggers.PreTokenGeneration is not { } trigger)
        {
            return null;
        }

        var told = new PreTokenGenerationEvent
        {
            TriggerSource = source,
            UserPoolId = context.Pool.Id,
            ClientId = context.Client?.Id,
            Username = user.Username,
            UserAttributes = TriggerRunner.AttributesOf(user),
            ClientMetadata = context.ClientMetadata,
            Groups = user.Groups,
        };
        TriggerRunner.Run("PreTokenGeneration", trigger, told);
        return told;
    }
}
