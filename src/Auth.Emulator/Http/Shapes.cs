using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Structures that several answers share, as the service writes them.</summary>
internal static class Shapes
{
    /// <summary>Epoch seconds with their fraction, as JSON 1.1 writes dates.</summary>
    public static double Date(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / 1000.0;

    public static JsonArray Attributes(IEnumerable<KeyValuePair<string, string>> attributes) =>
        new([.. attributes.Select(attribute => new JsonObject { ["Name"] = attribute.Key, ["Value"] = attribute.Value })]);

    public static JsonArray UserAttributes(EmulatedUser user, Func<string, bool>? readable = null) => Attributes(
        user.Attributes.Where(attribute => readable is null || readable(attribute.Key)).Prepend(KeyValuePair.Create("sub", user.Sub)));

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static string Status(UserStatus status) => status switch
    {
        UserStatus.Unconfirmed => "UNCONFIRMED",
        UserStatus.Confirmed => "CONFIRMED",
        UserStatus.ForceChangePassword => "FORCE_CHANGE_PASSWORD",
        UserStatus.ResetRequired => "RESET_REQUIRED",
        UserStatus.ExternalProvider => "EXTERNAL_PROVIDER",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static JsonObject Delivery(Delivery delivery) => new() { ["CodeDeliveryDetails"] = DeliveryDetails(delivery) };

    public static JsonObject DeliveryDetails(Delivery delivery) => new()
    {
        ["Destination"] = delivery.MaskedDestination,
        ["DeliveryMedium"] = delivery.MediumName,
        ["AttributeName"] = delivery.Attribute,
    };

    public static void AddMfa(JsonObject answer, EmulatedUser user)
    {
        if (user.Mfa.Preferred is not null)
        {
            answer["PreferredMfaSetting"] = user.Mfa.Preferred;
        }

        if (user.Mfa.Enabled.Count > 0)
        {
            answer["UserMFASettingList"] = Texts(user.Mfa.Enabled);
        }
    }
}
