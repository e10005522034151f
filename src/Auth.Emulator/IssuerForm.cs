namespace Amplify.Emulator;

/// <summary>What stands in the tokens' <c>iss</c> claim.</summary>
public enum IssuerForm
{
    /// <summary><c>{endpoint}/{poolId}</c>, so that OpenID Connect middleware with that authority finds the keys.</summary>
    Endpoint,

    /// <summary><c>https://cognito-idp.{region}.amazonaws.com/{poolId}</c>, as AWS writes it.</summary>
    Aws,
}
