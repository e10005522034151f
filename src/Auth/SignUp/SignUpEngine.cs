using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.SignIn;

namespace Amplify.SignUp;

/// <summary>Creating and confirming users: SignUp, ConfirmSignUp, ResendConfirmationCode.</summary>
internal sealed class SignUpEngine(AuthSettings settings, IAmazonCognitoIdentityProvider client, ServiceCaller caller, ClientSecrets secrets, ClientMetadata metadata)
{
    public async Task<SignUpResult> SignUpAsync(string username, string password, SignUpOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("SignUp", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        SignUpRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            Password = password,
            SecretHash = hash,
            UserAttributes = Attributes(options?.UserAttributes),
            ValidationData = Attributes(options?.ValidationData),
            ClientMetadata = clientMetadata,
        };
        SignUpResponse response = await secrets.WithHashAsync(
            username,
            hash => caller.CallAsync("SignUp", Repeat.WhenNotDone, token => client.SignUpAsync(Request(hash), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new SignUpResult
        {
            IsConfirmed = response.UserConfirmed == true,
            UserId = response.UserSub ?? "",
            CodeDelivery = Deliveries.From(response.CodeDeliveryDetails),
        };
    }

    public async Task<ConfirmSignUpResult> ConfirmAsync(string username, string code, ConfirmSignUpOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("ConfirmSignUp", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        ConfirmSignUpRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            ConfirmationCode = code,
            SecretHash = hash,
            ForceAliasCreation = options?.ForceAliasCreation,
            ClientMetadata = clientMetadata,
        };
        try
        {
            await secrets.WithHashAsync(
                username,
                hash => caller.CallAsync("ConfirmSignUp", Repeat.WhenNotDone, token => client.ConfirmSignUpAsync(Request(hash), token), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            return new ConfirmSignUpResult();
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode)
        {
            return new ConfirmSignUpResult { Rejection = Rejections.From(e.Error) };
        }
    }

    public async Task<CodeDelivery?> ResendCodeAsync(string username, ResendSignUpCodeOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("ResendConfirmationCode", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        ResendConfirmationCodeRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            SecretHash = hash,
            ClientMetadata = clientMetadata,
        };
        ResendConfirmationCodeResponse response = await secrets.WithHashAsync(
            username,
            hash => caller.CallAsync("ResendConfirmationCode", Repeat.WhenNotDone, token => client.ResendConfirmationCodeAsync(Request(hash), token), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return Deliveries.From(response.CodeDeliveryDetails);
    }

    private static List<AttributeType>? Attributes(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : [.. values.Select(v => new AttributeType { Name = v.Key, Value = v.Value })];
}
