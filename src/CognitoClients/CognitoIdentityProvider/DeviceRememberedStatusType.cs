using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amplify.CognitoClients;

namespace Amplify.CognitoIdentityProvider;

/// <summary>Whether a device is remembered. Values that the service adds later are kept as they are.</summary>
[JsonConverter(typeof(ConstantJsonConverter<DeviceRememberedStatusType>))]
public sealed class DeviceRememberedStatusType : ConstantClass, IServiceConstant<DeviceRememberedStatusType>
{
    /// <summary>It is not remembered.</summary>
    public static readonly DeviceRememberedStatusType Not_remembered = new("not_remembered");

    /// <summary>It is remembered.</summary>
    public static readonly DeviceRememberedStatusType Remembered = new("remembered");

    /// <summary>Makes a value; known ones are the fields of this class.</summary>
    /// <param name="value">The text the service uses.</param>
    public DeviceRememberedStatusType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the value of a text, whatever its case; an unknown text becomes a value of its own.</summary>
    /// <param name="value">The text the service uses.</param>
    public static DeviceRememberedStatusType FindValue(string value) => FindValue<DeviceRememberedStatusType>(value);

    /// <summary>Finds the value of a text, see <see cref="FindValue(string)"/>.</summary>
    /// <param name="value">The text the service uses.</param>
    public static implicit operator DeviceRememberedStatusType(string value) => FindValue(value);
}
