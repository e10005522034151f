using Amplify.Credentials;

namespace Amplify.Federation;

/// <summary>What the identity pool is shown for a user of other providers.</summary>
/// <param name="login">The tokens.</param>
/// <param name="identityId">The identity they belong to.</param>
/// <param name="isNew">Whether the application has just been asked for them: asking again gives no better ones.</param>
internal sealed class FederatedLogin(Login login, string identityId, bool isNew)
{
    public Login Login => login;

    public string IdentityId => identityId;

    public bool IsNew => isNew;
}
