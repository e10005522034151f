using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>The outcome of proving an authenticator app. Values that the service adds later are kept as they are.</summary>
[JsonConverter(typeof(ConstantJsonConverter<VerifySoftwareTokenResponseType>))]
public sealed class VerifySoftwareTokenResponseType : ConstantClass, IServiceConstant<VerifySoftwareTokenResponseType>
{
    /// <summary>The code was wrong.</summary>
    public static readonly VerifySoftwareTokenResponseType ERROR = new("ERROR");

    /// <summary>The code was right.</summary>
    public static readonly VerifySoftwareTokenResponseType SUCCESS = new("SUCCESS");

    /// <summary>Makes a value; known ones are the fields of this class.</summary>
    /// <param name="value">The text the service uses.</param>
    public VerifySoftwareTokenResponseType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the value of a text, whatever its case; an unknown text becomes a value of its own.</summary>
    /// <param name="value">The text the service uses.</param>
    public static VerifySoftwareTokenResponseType FindValue(string value) => FindValue<VerifySoftwareTokenResponseType>(value);

    /// <summary>Finds the value of a text, see <see cref="FindValue(string)"/>.</summary>
    /// <param name="value">The text the service uses.</param>
    public static implicit operator VerifySoftwareTokenResponseType(string value) => FindValue(value);
}
