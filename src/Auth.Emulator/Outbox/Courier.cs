namespace Amplify.Emulator;

/// <summary>Puts messages to a user into the outbox.</summary>
internal static class Courier
{
    public static void Send(EmulatedUserPool pool, EmulatedUser user, Delivery delivery, MessagePurpose purpose, string code) =>
        pool.State.Outbox.Send(new OutboxMessage
        {
            Destination = delivery.Destination,
            Username = user.Username,
            PoolId = pool.Id,
            Medium = delivery.Medium,
            Purpose = purpose,
            Code = code,
            SentAt = pool.State.Clock.GetUtcNow(),
        });
}
