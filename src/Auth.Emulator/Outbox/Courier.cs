namespace Amplify.Emulator;

/// <summary>Puts messages to a user into the outbox. The caller holds the pool's gate.</summary>
internal static class Courier
{
    /// <summary>Sends a code.</summary>
    /// <param name="context">The request that makes it necessary.</param>
    /// <param name="user">Who gets it.</param>
    /// <param name="delivery">Where it goes.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="code">The code, or a temporary password.</param>
    /// <param name="source">What the custom-message trigger is told; by default what the purpose implies.</param>
    /// <exception cref="ServiceException">The custom-message trigger refuses or fails; nothing is sent.</exception>
    public static void Send(RequestContext context, EmulatedUser user, Delivery delivery, MessagePurpose purpose, string code, string? source = null)
    {
        (string? subject, string text) = MessageTrigger.Write(context, user, delivery.Medium, source ?? SourceOf(purpose), code);
        context.Pool.State.Outbox.Send(new OutboxMessage
        {
            Destination = delivery.Destination,
            Username = user.Username,
            PoolId = context.Pool.Id,
            Medium = delivery.Medium,
            Purpose = purpose,
            Code = code,
            Subject = subject,
            Text = text,
            SentAt = context.Pool.State.Clock.GetUtcNow(),
        });
    }

    private static string SourceOf(MessagePurpose purpose) => purpose switch
    {
        MessagePurpose.SignUp => "CustomMessage_SignUp",
        MessagePurpose.ResendCode => "CustomMessage_ResendCode",
        MessagePurpose.MfaCode or MessagePurpose.SignInCode => "CustomMessage_Authentication",
        MessagePurpose.ForgotPassword => "CustomMessage_ForgotPassword",
        MessagePurpose.AttributeVerification => "CustomMessage_VerifyUserAttribute",
        MessagePurpose.AdminInvitation => "CustomMessage_AdminCreateUser",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
