namespace Amplify.Emulator;

/// <summary>Where a code goes: an attribute of the user and its value.</summary>
internal sealed class Delivery(string attribute, string destination)
{
    /// <summary>The attributes that can be sent to; the phone comes first.</summary>
    public static readonly IReadOnlyList<string> ByPrecedence = ["phone_number", "email"];

    public string Attribute { get; } = attribute;

    public string Destination { get; } = destination;

    public MessageMedium Medium => Attribute == "email" ? MessageMedium.Email : MessageMedium.Sms;

    public string MediumName => Medium == MessageMedium.Email ? "EMAIL" : "SMS";

    public string MaskedDestination => Medium == MessageMedium.Email ? MaskEmail(Destination) : MaskPhone(Destination);

    /// <summary>Where the pool sends a user's sign-up code; the phone comes first when both are verified by code.</summary>
    public static Delivery? ForSignUp(UserPoolSettings settings, EmulatedUser user) =>
        ByPrecedence
            .Where(attribute => settings.AutoVerifiedAttributes.Contains(attribute) && user.Attribute(attribute) is not null)
            .Select(attribute => new Delivery(attribute, user.Attribute(attribute)!))
            .FirstOrDefault();

    /// <summary>For a user that does not exist: a destination that looks sent to, the same each time.</summary>
    public static Delivery Simulated(EmulatedUserPool pool, string username)
    {
        byte[] letters = SrpGroup.Hash(pool.SimulationSecret, System.Text.Encoding.UTF8.GetBytes(username));
        return new Delivery("email", $"{(char)('a' + (letters[0] % 26))}@{(char)('a' + (letters[1] % 26))}");
    }

    private static string MaskEmail(string address)
    {
        int at = address.IndexOf('@', StringComparison.Ordinal);
        return at < 1 || at == address.Length - 1 ? "***" : $"{address[0]}***@{address[at + 1]}***";
    }

    private static string MaskPhone(string number) => $"+*******{number[Math.Max(0, number.Length - 4)..]}";
}
