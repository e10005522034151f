using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>The way a code is sent. Values that the service adds later are kept as they are.</summary>
[JsonConverter(typeof(ConstantJsonConverter<DeliveryMediumType>))]
public sealed class DeliveryMediumType : ConstantClass, IServiceConstant<DeliveryMediumType>
{
    /// <summary>By e-mail.</summary>
    public static readonly DeliveryMediumType EMAIL = new("EMAIL");

    /// <summary>By text message.</summary>
    public static readonly DeliveryMediumType SMS = new("SMS");

    /// <summary>Makes a value; known ones are the fields of this class.</summary>
    /// <param name="value">The text the service uses.</param>
    public DeliveryMediumType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the value of a text, whatever its case; an unknown text becomes a value of its own.</summary>
    /// <param name="value">The text the service uses.</param>
    public static DeliveryMediumType FindValue(string value) => FindValue<DeliveryMediumType>(value);

    /// <summary>Finds the value of a text, see <see cref="FindValue(string)"/>.</summary>
    /// <param name="value">The text the service uses.</param>
    public static implicit operator DeliveryMediumType(string value) => FindValue(value);
}
