namespace Amplify;

/// <summary>Which call renews the tokens.</summary>
public enum RefreshVia
{
    /// <summary>GetTokensFromRefreshToken, which works with refresh-token rotation on or off. The default.</summary>
    Auto = 0,

    /// <summary>GetTokensFromRefreshToken of the user pool API.</summary>
    GetTokensFromRefreshToken = 1,

    /// <summary>InitiateAuth with REFRESH_TOKEN_AUTH, for local stand-ins that know nothing newer. Refused by app clients with rotation.</summary>
    InitiateAuth = 2,

    /// <summary>The token endpoint of the pool's OAuth domain (<c>/oauth2/token</c>); its tokens are revoked at <c>/oauth2/revoke</c>. For other providers in Cognito's place. Sessions that are bound to a device are renewed by GetTokensFromRefreshToken all the same.</summary>
    TokenEndpoint = 3,
}
