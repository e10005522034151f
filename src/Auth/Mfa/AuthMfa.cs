namespace Amplify.Mfa;

/// <summary>The façade's part for second factors: an engine and whose session it is.</summary>
internal sealed class AuthMfa(AuthEngine engine, SessionKey key) : IAuthMfa
{
    public Task<TotpSetUp> SetUpTotpAsync(SetUpTotpOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { AccountName: "" })
        {
            throw new ArgumentException("SetUpTotpOptions.AccountName is empty: leave it null for the user's own name.", nameof(options));
        }

        return engine.Alive().Mfa.SetUpTotpAsync(key, options, cancellationToken);
    }

    public Task<VerifyTotpResult> VerifyTotpAsync(string code, VerifyTotpOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        if (options?.Preference is { } preference && !Enum.IsDefined(preference))
        {
            throw new ArgumentException($"VerifyTotpOptions.Preference is {preference:D}, which means nothing.", nameof(options));
        }

        return engine.Alive().Mfa.VerifyTotpAsync(key, TotpCodes.AsTyped(code), options, cancellationToken);
    }

    public Task<MfaPreferences> FetchPreferencesAsync(FetchMfaPreferencesOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Mfa.FetchPreferencesAsync(key, cancellationToken);

    public Task UpdatePreferencesAsync(MfaPreferenceUpdate update, UpdateMfaPreferencesOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        MfaRequests.Check(update);
        return engine.Alive().Mfa.UpdatePreferencesAsync(key, update, cancellationToken);
    }
}
