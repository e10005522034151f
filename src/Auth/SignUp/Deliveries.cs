using Amplify.CognitoIdentityProvider.Model;

namespace Amplify.SignUp;

/// <summary>Reads where a code went, as the service says it in answers and in challenges.</summary>
internal static class Deliveries
{
    public static CodeDelivery? From(CodeDeliveryDetailsType? details) => details is null
        ? null
        : new CodeDelivery
        {
            Destination = details.Destination ?? "",
            Medium = Medium(details.DeliveryMedium?.Value),
            AttributeName = details.AttributeName,
        };

    public static CodeDelivery FromChallenge(IReadOnlyDictionary<string, string> parameters, DeliveryMedium otherwise)
    {
        DeliveryMedium medium = Medium(parameters.GetValueOrDefault("CODE_DELIVERY_DELIVERY_MEDIUM"));
        return new CodeDelivery
        {
            Destination = parameters.GetValueOrDefault("CODE_DELIVERY_DESTINATION") ?? "",
            Medium = medium == DeliveryMedium.Unknown ? otherwise : medium,
        };
    }

    private static DeliveryMedium Medium(string? medium) => medium switch
    {
        "EMAIL" => DeliveryMedium.Email,
        "SMS" => DeliveryMedium.Sms,
        _ => DeliveryMedium.Unknown,
    };
}
