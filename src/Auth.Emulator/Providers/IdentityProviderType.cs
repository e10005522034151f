namespace Amplify.Emulator;

/// <summary>The kinds of identity providers a user pool takes sign-ins from.</summary>
public enum IdentityProviderType
{
    /// <summary>Google: an authorization code, an ID token.</summary>
    Google,

    /// <summary>Facebook: an authorization code, then the profile behind an access token; the user's id is <c>id</c>.</summary>
    Facebook,

    /// <summary>Login with Amazon: an authorization code, then the profile behind an access token; the user's id is <c>user_id</c>.</summary>
    LoginWithAmazon,

    /// <summary>Sign in with Apple: an authorization code, an ID token.</summary>
    SignInWithApple,

    /// <summary>Any OpenID Connect provider.</summary>
    Oidc,

    /// <summary>Any SAML 2.0 provider: an assertion posted by the browser. The emulator puts no XML signatures on it.</summary>
    Saml,
}
