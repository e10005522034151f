using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>The kind of a sign-in. Values that the service adds later are kept as they are.</summary>
[JsonConverter(typeof(ConstantJsonConverter<AuthFlowType>))]
public sealed class AuthFlowType : ConstantClass, IServiceConstant<AuthFlowType>
{
    /// <summary>User name and password from a server with AWS credentials; the elder name of ADMIN_USER_PASSWORD_AUTH.</summary>
    public static readonly AuthFlowType ADMIN_NO_SRP_AUTH = new("ADMIN_NO_SRP_AUTH");

    /// <summary>User name and password from a server with AWS credentials.</summary>
    public static readonly AuthFlowType ADMIN_USER_PASSWORD_AUTH = new("ADMIN_USER_PASSWORD_AUTH");

    /// <summary>Challenges made by Lambda triggers.</summary>
    public static readonly AuthFlowType CUSTOM_AUTH = new("CUSTOM_AUTH");

    /// <summary>New tokens from a refresh token.</summary>
    public static readonly AuthFlowType REFRESH_TOKEN = new("REFRESH_TOKEN");

    /// <summary>New tokens from a refresh token.</summary>
    public static readonly AuthFlowType REFRESH_TOKEN_AUTH = new("REFRESH_TOKEN_AUTH");

    /// <summary>The user, or the pool, chooses the first factor.</summary>
    public static readonly AuthFlowType USER_AUTH = new("USER_AUTH");

    /// <summary>User name and password, sent as they are.</summary>
    public static readonly AuthFlowType USER_PASSWORD_AUTH = new("USER_PASSWORD_AUTH");

    /// <summary>User name and a proof of the password (SRP); the password is not sent.</summary>
    public static readonly AuthFlowType USER_SRP_AUTH = new("USER_SRP_AUTH");

    /// <summary>Makes a value; known ones are the fields of this class.</summary>
    /// <param name="value">The text the service uses.</param>
    public AuthFlowType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the value of a text, whatever its case; an unknown text becomes a value of its own.</summary>
    /// <param name="value">The text the service uses.</param>
    public static AuthFlowType FindValue(string value) => FindValue<AuthFlowType>(value);

    /// <summary>Finds the value of a text, see <see cref="FindValue(string)"/>.</summary>
    /// <param name="value">The text the service uses.</param>
    public static implicit operator AuthFlowType(string value) => FindValue(value);
}
