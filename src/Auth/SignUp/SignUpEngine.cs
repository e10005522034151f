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
        // Both as they are now: the request may be made later, and twice.
        List<AttributeType>? attributes = Attributes(options, nameof(SignUpOptions.UserAttributes), options?.UserAttributes);
        List<AttributeType>? validationData = Attributes(options, nameof(SignUpOptions.ValidationData), options?.ValidationData);
        Dictionary<string, string>? clientMetadata = await metadata.ForAsync("SignUp", username, options?.ClientMetadata, cancellationToken).ConfigureAwait(false);
        SignUpRequest Request(string? hash) => new()
        {
            ClientId = settings.ClientId,
            Username = username,
            Password = password,
            SecretHash = hash,
            UserAttributes = attributes,
            ValidationData = validationData,
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

    /// <exception cref="ArgumentException">An entry has no name or no value.</exception>
    private static List<AttributeType>? Attributes(SignUpOptions? options, string member, IReadOnlyDictionary<string, string>? values)
    {
        if (values is null)
        {
            return null;
        }

        List<AttributeType> attributes = [.. values.Select(v => new AttributeType { Name = v.Key, Value = v.Value })];
        return attributes.Find(a => string.IsNullOrEmpty(a.Name) || a.Value is null) is { } incomplete
            ? throw new ArgumentException($"SignUpOptions.{member} holds an entry without a {(string.IsNullOrEmpty(incomplete.Name) ? "name" : $"value: {incomplete.Name}")}.", nameof(options))
            : attributes;
    }
}
