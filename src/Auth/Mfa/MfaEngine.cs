using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.SignIn;

namespace Amplify.Mfa;

/// <summary>The second factors of users who are signed in.</summary>
internal sealed class MfaEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, MfaPreflight preflight)
{
    private const string SetPreference = "SetUserMFAPreference";

    public async Task<TotpSetUp> SetUpTotpAsync(SessionKey key, SetUpTotpOptions? options, CancellationToken cancellationToken)
    {
        const string Operation = "AssociateSoftwareToken";
        preflight.Check(MfaMethod.Totp);

        SignedInUser user = await calls.UserAsync(key, Operation, cancellationToken).ConfigureAwait(false);

        // A second set-up replaces one that nobody has seen, so the call may be repeated.
        AssociateSoftwareTokenResponse response = await calls
            .CallAsync(user, Operation, Repeat.WhenTransient, (accessToken, token) => client.AssociateSoftwareTokenAsync(new AssociateSoftwareTokenRequest { AccessToken = accessToken }, token), cancellationToken)
            .ConfigureAwait(false);
        return string.IsNullOrEmpty(response.SecretCode)
            ? throw new AuthException(TransportErrors.InvalidResponse(Operation, "the shared secret is missing", response.ResponseMetadata?.RequestId))
            : new TotpSetUp(new Secret(response.SecretCode), options?.AccountName ?? user.User.Email ?? user.User.Username);
    }

    public async Task<VerifyTotpResult> VerifyTotpAsync(SessionKey key, Secret code, VerifyTotpOptions? options, CancellationToken cancellationToken)
    {
        MfaPreferenceUpdate? preference = options?.Preference is { } totp ? new MfaPreferenceUpdate { Totp = totp } : null;
        preflight.Check(MfaMethod.Totp);
        if (!TotpCodes.IsOne(code))
        {
            return new VerifyTotpResult { Rejection = Rejections.From(TotpCodes.NotACode) };
        }

        SignedInUser user = await calls.UserAsync(key, TotpCodes.Operation, cancellationToken).ConfigureAwait(false);
        try
        {
            VerifySoftwareTokenResponse response = await calls
                .CallAsync(user, TotpCodes.Operation, Repeat.WhenNotDone, (accessToken, token) => client.VerifySoftwareTokenAsync(Request(accessToken), token), cancellationToken)
                .ConfigureAwait(false);
            TotpCodes.CheckAccepted(response);
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode)
        {
            return new VerifyTotpResult { Rejection = Rejections.From(e.Error) };
        }

        if (preference is not null)
        {
            await SetAsync(user, preference, cancellationToken).ConfigureAwait(false);
        }

        return new VerifyTotpResult();

        VerifySoftwareTokenRequest Request(string accessToken) => new() { AccessToken = accessToken, UserCode = code.Reveal(), FriendlyDeviceName = options?.FriendlyDeviceName };
    }

    public async Task<MfaPreferences> GetPreferencesAsync(SessionKey key, CancellationToken cancellationToken)
    {
        GetUserResponse response = await calls
            .CallAsync(key, "GetUser", Repeat.WhenTransient, (accessToken, token) => client.GetUserAsync(new GetUserRequest { AccessToken = accessToken }, token), cancellationToken)
            .ConfigureAwait(false);
        return new MfaPreferences
        {
            Enabled = MfaMethodNames.Known(response.UserMFASettingList ?? []),
            Preferred = MfaMethodNames.Find(response.PreferredMfaSetting),
        };
    }

    public async Task UpdatePreferencesAsync(SessionKey key, MfaPreferenceUpdate update, CancellationToken cancellationToken)
    {
        foreach ((MfaMethod method, _) in MfaRequests.Changes(update).Where(c => c.Preference != MfaPreference.Disabled))
        {
            preflight.Check(method);
        }

        SignedInUser user = await calls.UserAsync(key, SetPreference, cancellationToken).ConfigureAwait(false);
        await SetAsync(user, update, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Twice the same preferences are the same preferences, so the call may be repeated.</summary>
    private async Task SetAsync(SignedInUser user, MfaPreferenceUpdate update, CancellationToken cancellationToken) => await calls
        .CallAsync(user, SetPreference, Repeat.WhenTransient, (accessToken, token) => client.SetUserMFAPreferenceAsync(MfaRequests.ToRequest(update, accessToken), token), cancellationToken)
        .ConfigureAwait(false);
}
