namespace Amplify;

/// <summary>Whose token of another provider has to be replaced (see <see cref="AuthServices.FederatedTokenRefresher"/>).</summary>
public sealed class FederationContext
{
    internal FederationContext(FederatedToken expired, string identityId, SessionKey sessionKey)
    {
        Expired = expired;
        IdentityId = identityId;
        SessionKey = sessionKey;
    }

    /// <summary>The token as it is: provider, and the token itself where a new one is had for it.</summary>
    public FederatedToken Expired { get; }

    /// <summary>The user's identity in the identity pool.</summary>
    public string IdentityId { get; }

    /// <summary>The session it is for.</summary>
    public SessionKey SessionKey { get; }
}
