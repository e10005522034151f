using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.SignIn;
using Amplify.SignUp;
using Amplify.UserContexts;

namespace Amplify.Passwords;

/// <summary>New passwords: ForgotPassword, ConfirmForgotPassword, ChangePassword.</summary>
internal sealed class PasswordEngine(
    AuthSettings settings,
    IAmazonCognitoIdentityProvider client,
    ServiceCaller caller,
    ClientSecrets secrets,
    ClientMetadata metadata,
    UserContextDatas contexts,
    SignedInCalls calls)
{
    public async Task<ResetPasswordResult> ResetAsync(HandleKeys keys, string username, ResetPasswordOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("ForgotPassword", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        UserContextDataType? context = await contexts.ForAsync(keys, "ForgotPassword", username, cancellationToken).ConfigureAwait(false);
        ForgotPasswordRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            SecretHash = hash,
            ClientMetadata = clientMetadata,
            UserContextData = context,
        };
        ForgotPasswordResponse response = await secrets.WithHashAsync(
            username,
            hash => caller.CallAsync("ForgotPassword", Repeat.WhenNotDone, token => client.ForgotPasswordAsync(Request(hash), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new ResetPasswordResult { CodeDelivery = Deliveries.From(response.CodeDeliveryDetails) };
    }

    public async Task<ConfirmResetPasswordResult> ConfirmResetAsync(HandleKeys keys, string username, string code, string newPassword, ConfirmResetPasswordOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("ConfirmForgotPassword", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        UserContextDataType? context = await contexts.ForAsync(keys, "ConfirmForgotPassword", username, cancellationToken).ConfigureAwait(false);
        ConfirmForgotPasswordRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            ConfirmationCode = code,
            Password = newPassword,
            SecretHash = hash,
            ClientMetadata = clientMetadata,
            UserContextData = context,
        };
        try
        {
            await secrets.WithHashAsync(
                username,
                hash => caller.CallAsync("ConfirmForgotPassword", Repeat.WhenNotDone, token => client.ConfirmForgotPasswordAsync(Request(hash), token), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            return new ConfirmResetPasswordResult();
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode or AuthErrorReason.InvalidPassword)
        {
            return new ConfirmResetPasswordResult { Rejection = Rejections.From(e.Error) };
        }
    }

    public async Task<ChangePasswordResult> ChangeAsync(SessionKey key, string oldPassword, string newPassword, CancellationToken cancellationToken)
    {
        try
        {
            await calls.CallAsync(
                key,
                "ChangePassword",
                Repeat.WhenNotDone,
                (accessToken, token) => client.ChangePasswordAsync(
                    new ChangePasswordRequest { AccessToken = accessToken, PreviousPassword = oldPassword, ProposedPassword = newPassword },
                    token),
                cancellationToken).ConfigureAwait(false);
            return new ChangePasswordResult();
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.InvalidPassword)
        {
            return new ChangePasswordResult { Rejection = Rejections.From(e.Error) };
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCredentials)
        {
            // The service's own words speak of the user name, which nobody was asked for.
            return new ChangePasswordResult { Rejection = Rejections.From(e.Error, "Check the old password.") };
        }
    }
}
