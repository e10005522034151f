namespace Amplify.Tests.Model;

/// <summary>A sign-in at the service: the family of its refresh tokens.</summary>
/// <param name="UserId">Whose: <see cref="ModelUser.Id"/>.</param>
/// <param name="RefreshUntil">When the refresh tokens end.</param>
/// <param name="Revoked">Whether all of its tokens are refused.</param>
internal sealed record ModelSignIn(string UserId, DateTimeOffset RefreshUntil, bool Revoked = false);
