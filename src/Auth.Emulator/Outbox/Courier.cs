namespace Amplify.Emulator;

/// <summary>Puts messages to a user into the outbox.</summary>
internal static class Courier
{
    public static void Send(RequestContext context, EmulatedUser user, Delivery delivery, MessagePurpose purpose, string code) =>
        context.Pool.State.Outbox.Send(new OutboxMessage
        {
            Destination = delivery.Destination,
            Username = user.Username,
            PoolId = context.Pool.Id,
            Medium = delivery.Medium,
            Purpose = purpose,
            Code = code,
            SentAt = context.Pool.State.Clock.GetUtcNow(),
        });
}
