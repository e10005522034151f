using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Errors;
using Amplify.SignIn;

namespace Amplify.SignUp;

/// <summary>Creating and confirming users: SignUp, ConfirmSignUp, ResendConfirmationCode.</summary>
internal sealed class SignUpEngine(AuthSettings settings, IAmazonCognitoIdentityProvider client, ServiceCaller caller)
{
    public async Task<SignUpResult> SignUpAsync(string username, string password, SignUpOptions? options, CancellationToken cancellationToken)
    {
        var request = new SignUpRequest
        {
            ClientId = settings.ClientId,
            Username = username,
            Password = password,
            SecretHash = SecretHashes.For(settings, username),
            UserAttributes = Attributes(options?.UserAttributes),
            ValidationData = Attributes(options?.ValidationData),
            ClientMetadata = options?.ClientMetadata.ToDictionaryOrNull(),
        };
        SignUpResponse response = await caller
            .CallAsync("SignUp", Repeat.WhenNotDone, token => client.SignUpAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return new SignUpResult
        {
            IsConfirmed = response.UserConfirmed == true,
            UserId = response.UserSub ?? "",
            CodeDelivery = Deliveries.From(response.CodeDeliveryDetails),
        };
    }

    public async Task<ConfirmSignUpResult> ConfirmAsync(string username, string code, ConfirmSignUpOptions? options, CancellationToken cancellationToken)
    {
        var request = new ConfirmSignUpRequest
        {
            ClientId = settings.ClientId,
            Username = username,
            ConfirmationCode = code,
            SecretHash = SecretHashes.For(settings, username),
            ForceAliasCreation = options?.ForceAliasCreation,
            ClientMetadata = options?.ClientMetadata.ToDictionaryOrNull(),
        };
        try
        {
            await caller
                .CallAsync("ConfirmSignUp", Repeat.WhenNotDone, token => client.ConfirmSignUpAsync(request, token), cancellationToken)
                .ConfigureAwait(false);
            return new ConfirmSignUpResult();
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode)
        {
            return new ConfirmSignUpResult { Rejection = Rejections.From(e.Error) };
        }
    }

    public async Task<CodeDelivery?> ResendCodeAsync(string username, ResendSignUpCodeOptions? options, CancellationToken cancellationToken)
    {
        var request = new ResendConfirmationCodeRequest
        {
            ClientId = settings.ClientId,
            Username = username,
            SecretHash = SecretHashes.For(settings, username),
            ClientMetadata = options?.ClientMetadata.ToDictionaryOrNull(),
        };
        ResendConfirmationCodeResponse response = await caller
            .CallAsync("ResendConfirmationCode", Repeat.WhenNotDone, token => client.ResendConfirmationCodeAsync(request, token), cancellationToken)
            .ConfigureAwait(false);
        return Deliveries.From(response.CodeDeliveryDetails);
    }

    private static List<AttributeType>? Attributes(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : [.. values.Select(v => new AttributeType { Name = v.Key, Value = v.Value })];
}
