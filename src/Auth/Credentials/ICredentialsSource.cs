namespace Amplify.Credentials;

/// <summary>Where the credentials of a cell come from: a session, or a token.</summary>
internal interface ICredentialsSource
{
    /// <summary>Whether somebody is there for whom credentials may be had; told without a call, so that nobody's absence is no failure.</summary>
    /// <param name="generation">The cell's generation it is asked under.</param>
    /// <param name="knownIdentityId">The identity the cell remembers; null for none.</param>
    /// <returns>Credentials, and when they end for another reason than their own (service's time).</returns>
    /// <exception cref="SignInRequiredException">Nobody is there.</exception>
    /// <exception cref="AuthException">There are none now.</exception>
    Task<(ObtainedCredentials Obtained, DateTimeOffset? NoLongerThan)> ObtainAsync(long generation, string? knownIdentityId);

    /// <summary>New credentials are shown. Called under the cell's lock.</summary>
    void Shown(ObtainedCredentials obtained);

    /// <summary>The same, outside of all locks.</summary>
    void ShownAfter();
}
