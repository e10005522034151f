using Amplify.AppClients;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;
using Amplify.Sessions;
using Amplify.SignIn;
using Amplify.SignUp;

namespace Amplify.Profile;

/// <summary>The user's attributes: GetUser, UpdateUserAttributes, DeleteUserAttributes, GetUserAttributeVerificationCode, VerifyUserAttribute.</summary>
internal sealed class AttributeEngine(IAmazonCognitoIdentityProvider client, SignedInCalls calls, ChangedSessions changed)
{
    private static readonly string[] _contacts = ["email", "phone_number"];

    public async Task<IReadOnlyDictionary<string, string>> FetchAsync(SessionKey key, CancellationToken cancellationToken)
    {
        GetUserResponse response = await calls.CallAsync(
            key,
            "GetUser",
            Repeat.WhenTransient,
            (accessToken, token) => client.GetUserAsync(new GetUserRequest { AccessToken = accessToken }, token),
            cancellationToken).ConfigureAwait(false);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (AttributeType attribute in (response.UserAttributes ?? []).OfType<AttributeType>())
        {
            if (attribute.Name is { } name)
            {
                attributes[name] = attribute.Value ?? "";
            }
        }

        return attributes;
    }

    public async Task<VerifiedContacts> FetchVerifiedContactsAsync(SessionKey key, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> attributes = await FetchAsync(key, cancellationToken).ConfigureAwait(false);
        ILookup<bool, string> contacts = _contacts
            .Where(name => attributes.GetValueOrDefault(name) is { Length: > 0 })
            .ToLookup(name => string.Equals(attributes.GetValueOrDefault($"{name}_verified"), "true", StringComparison.OrdinalIgnoreCase));
        return new VerifiedContacts
        {
            Verified = contacts[true].ToDictionary(name => name, name => attributes[name]),
            Unverified = contacts[false].ToDictionary(name => name, name => attributes[name]),
        };
    }

    public async Task<UpdateAttributesResult> UpdateAsync(SessionKey key, IReadOnlyDictionary<string, string> attributes, UpdateAttributesOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? given = ClientMetadata.CopyOf(options?.ClientMetadata);
        SignedInUser user = await calls.UserAsync(key, "UpdateUserAttributes", cancellationToken).ConfigureAwait(false);
        // Not repeated when it may have been done: the second one would send a second code.
        UpdateUserAttributesResponse response = await calls.CallAsync(
            user,
            "UpdateUserAttributes",
            Repeat.WhenNotDone,
            given,
            (accessToken, clientMetadata, token) => client.UpdateUserAttributesAsync(
                new UpdateUserAttributesRequest
                {
                    AccessToken = accessToken,
                    UserAttributes = [.. attributes.Select(a => new AttributeType { Name = a.Key, Value = a.Value })],
                    ClientMetadata = clientMetadata,
                },
                token),
            cancellationToken).ConfigureAwait(false);
        (AuthSession? session, AuthError? error) = await changed.RefreshAsync(user, options?.RefreshSession == true, given, cancellationToken).ConfigureAwait(false);
        return new UpdateAttributesResult { Attributes = Outcomes(attributes.Keys, response.CodeDeliveryDetailsList ?? []), Session = session, SessionError = error };
    }

    public async Task<DeleteAttributesResult> DeleteAsync(SessionKey key, IReadOnlyCollection<string> names, DeleteAttributesOptions? options, CancellationToken cancellationToken)
    {
        SignedInUser user = await calls.UserAsync(key, "DeleteUserAttributes", cancellationToken).ConfigureAwait(false);
        await calls.CallAsync(
            user,
            "DeleteUserAttributes",
            Repeat.WhenTransient,
            (accessToken, token) => client.DeleteUserAttributesAsync(new DeleteUserAttributesRequest { AccessToken = accessToken, UserAttributeNames = [.. names.Distinct()] }, token),
            cancellationToken).ConfigureAwait(false);
        (AuthSession? session, AuthError? error) = await changed.RefreshAsync(user, options?.RefreshSession == true, clientMetadata: null, cancellationToken).ConfigureAwait(false);
        return new DeleteAttributesResult { Session = session, SessionError = error };
    }

    public async Task<CodeDelivery?> SendCodeAsync(SessionKey key, string name, SendAttributeCodeOptions? options, CancellationToken cancellationToken)
    {
        Dictionary<string, string>? given = ClientMetadata.CopyOf(options?.ClientMetadata);
        SignedInUser user = await calls.UserAsync(key, "GetUserAttributeVerificationCode", cancellationToken).ConfigureAwait(false);
        GetUserAttributeVerificationCodeResponse response = await calls.CallAsync(
            user,
            "GetUserAttributeVerificationCode",
            Repeat.WhenNotDone,
            given,
            (accessToken, clientMetadata, token) => client.GetUserAttributeVerificationCodeAsync(
                new GetUserAttributeVerificationCodeRequest { AccessToken = accessToken, AttributeName = name, ClientMetadata = clientMetadata },
                token),
            cancellationToken).ConfigureAwait(false);
        return Deliveries.From(response.CodeDeliveryDetails);
    }

    public async Task<ConfirmAttributeResult> ConfirmAsync(SessionKey key, string name, string code, ConfirmAttributeOptions? options, CancellationToken cancellationToken)
    {
        SignedInUser user = await calls.UserAsync(key, "VerifyUserAttribute", cancellationToken).ConfigureAwait(false);
        try
        {
            await calls.CallAsync(
                user,
                "VerifyUserAttribute",
                Repeat.WhenNotDone,
                (accessToken, token) => client.VerifyUserAttributeAsync(new VerifyUserAttributeRequest { AccessToken = accessToken, AttributeName = name, Code = code }, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (AuthException e) when (e.Reason is AuthErrorReason.WrongCode or AuthErrorReason.ExpiredCode)
        {
            return new ConfirmAttributeResult { Rejection = Rejections.From(e.Error) };
        }

        (AuthSession? session, AuthError? error) = await changed.RefreshAsync(user, options?.RefreshSession == true, clientMetadata: null, cancellationToken).ConfigureAwait(false);
        return new ConfirmAttributeResult { Session = session, SessionError = error };
    }

    private static Dictionary<string, AttributeUpdate> Outcomes(IEnumerable<string> names, IEnumerable<CodeDeliveryDetailsType> deliveries)
    {
        var outcomes = names.ToDictionary(name => name, _ => new AttributeUpdate(), StringComparer.Ordinal);
        foreach (CodeDelivery delivery in deliveries.Select(Deliveries.From).OfType<CodeDelivery>())
        {
            // A code always proves an address or a number, whether or not the service says which.
            string name = delivery.AttributeName ?? (delivery.Medium == DeliveryMedium.Sms ? "phone_number" : "email");
            outcomes[name] = new AttributeUpdate { CodeDelivery = delivery };
        }

        return outcomes;
    }
}
