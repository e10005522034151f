using System.Collections.Immutable;

namespace Amplify.Tests.Model;

/// <summary>A passkey's registration that was begun.</summary>
/// <param name="UserId">Whose: <see cref="ModelUser.Id"/>.</param>
/// <param name="ExpiresAt">How long it can be completed.</param>
/// <param name="Known">The passkeys that the user had when it began: an authenticator that has one of them makes no other.</param>
/// <param name="Used">Whether it was completed.</param>
internal sealed record ModelRegistration(string UserId, DateTimeOffset ExpiresAt, ImmutableList<ModelPasskey> Known, bool Used = false);
