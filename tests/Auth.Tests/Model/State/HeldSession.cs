namespace Amplify.Tests.Model;

/// <summary>A session as an engine holds it, in memory or in the store.</summary>
/// <param name="SignIn">The sign-in its tokens are of: a key of <see cref="ModelState.SignIns"/>.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Claims">What its ID token tells.</param>
/// <param name="ExpiresAt">When its ID and access tokens expire.</param>
/// <param name="Version">Another one for each write to the store.</param>
/// <param name="SpentAt">When the service replaced its refresh token by one that never arrived; null while it is the current one.</param>
internal sealed record HeldSession(int SignIn, string UserId, string Claims, DateTimeOffset ExpiresAt, int Version, DateTimeOffset? SpentAt = null);
