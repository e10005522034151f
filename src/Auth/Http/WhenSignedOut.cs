namespace Amplify.Http;

/// <summary>What an <see cref="AuthTokenHandler"/> does with a request while nobody is signed in.</summary>
public enum WhenSignedOut
{
    /// <summary>Fail with <see cref="SignInRequiredException"/>; nothing is sent.</summary>
    Throw = 0,

    /// <summary>Send it without a token, for APIs that also serve guests.</summary>
    SendWithoutToken = 1,
}
