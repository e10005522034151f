using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>A challenge of a sign-in. Values that the service adds later are kept as they are.</summary>
[JsonConverter(typeof(ConstantJsonConverter<ChallengeNameType>))]
public sealed class ChallengeNameType : ConstantClass, IServiceConstant<ChallengeNameType>
{
    /// <summary>Password, for servers.</summary>
    public static readonly ChallengeNameType ADMIN_NO_SRP_AUTH = new("ADMIN_NO_SRP_AUTH");

    /// <summary>What a Lambda trigger asks.</summary>
    public static readonly ChallengeNameType CUSTOM_CHALLENGE = new("CUSTOM_CHALLENGE");

    /// <summary>The second half of the device's SRP.</summary>
    public static readonly ChallengeNameType DEVICE_PASSWORD_VERIFIER = new("DEVICE_PASSWORD_VERIFIER");

    /// <summary>The first half of the device's SRP.</summary>
    public static readonly ChallengeNameType DEVICE_SRP_AUTH = new("DEVICE_SRP_AUTH");

    /// <summary>A code sent by e-mail.</summary>
    public static readonly ChallengeNameType EMAIL_OTP = new("EMAIL_OTP");

    /// <summary>A second factor has to be set up.</summary>
    public static readonly ChallengeNameType MFA_SETUP = new("MFA_SETUP");

    /// <summary>A new password has to be chosen.</summary>
    public static readonly ChallengeNameType NEW_PASSWORD_REQUIRED = new("NEW_PASSWORD_REQUIRED");

    /// <summary>The password.</summary>
    public static readonly ChallengeNameType PASSWORD = new("PASSWORD");

    /// <summary>A proof of the password, begun as a chosen first factor.</summary>
    public static readonly ChallengeNameType PASSWORD_SRP = new("PASSWORD_SRP");

    /// <summary>The second half of the password's SRP.</summary>
    public static readonly ChallengeNameType PASSWORD_VERIFIER = new("PASSWORD_VERIFIER");

    /// <summary>A first factor has to be chosen.</summary>
    public static readonly ChallengeNameType SELECT_CHALLENGE = new("SELECT_CHALLENGE");

    /// <summary>A second factor has to be chosen.</summary>
    public static readonly ChallengeNameType SELECT_MFA_TYPE = new("SELECT_MFA_TYPE");

    /// <summary>A code sent by text message, as second factor.</summary>
    public static readonly ChallengeNameType SMS_MFA = new("SMS_MFA");

    /// <summary>A code sent by text message, as first factor.</summary>
    public static readonly ChallengeNameType SMS_OTP = new("SMS_OTP");

    /// <summary>A code of an authenticator app.</summary>
    public static readonly ChallengeNameType SOFTWARE_TOKEN_MFA = new("SOFTWARE_TOKEN_MFA");

    /// <summary>A passkey.</summary>
    public static readonly ChallengeNameType WEB_AUTHN = new("WEB_AUTHN");

    /// <summary>Makes a value; known ones are the fields of this class.</summary>
    /// <param name="value">The text the service uses.</param>
    public ChallengeNameType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the value of a text, whatever its case; an unknown text becomes a value of its own.</summary>
    /// <param name="value">The text the service uses.</param>
    public static ChallengeNameType FindValue(string value) => FindValue<ChallengeNameType>(value);

    /// <summary>Finds the value of a text, see <see cref="FindValue(string)"/>.</summary>
    /// <param name="value">The text the service uses.</param>
    public static implicit operator ChallengeNameType(string value) => FindValue(value);
}
