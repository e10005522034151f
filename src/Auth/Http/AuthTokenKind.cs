namespace Amplify.Http;

/// <summary>One of the two tokens that APIs are called with.</summary>
public enum AuthTokenKind
{
    /// <summary>The access token: scopes and groups; what resource servers want.</summary>
    Access = 0,

    /// <summary>The ID token: who the user is; what Cognito authorizers without scopes want.</summary>
    Id = 1,
}
