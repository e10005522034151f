namespace Amplify;

/// <summary>
/// Gives what the pool's threat protection may know of the user's surroundings (<c>UserContextData</c>). The engine asks it for every
/// request of sign-ups, sign-ins and password resets; not for refreshes.
/// </summary>
/// <remarks>
/// What it throws, and an answer that takes longer than <see cref="AuthOptions.RequestTimeout"/>, become <see cref="AuthException"/> with
/// <see cref="AuthErrorReason.ProviderFailed"/>. It must not call the engine it serves.
/// </remarks>
public interface IUserContextDataProvider
{
    /// <summary>Collects the data for one request.</summary>
    /// <param name="context">Which request, and whose.</param>
    /// <param name="cancellationToken">Stops collecting.</param>
    /// <returns>What to send; null for nothing.</returns>
    ValueTask<UserContextData?> GetAsync(UserContext context, CancellationToken cancellationToken = default);
}
