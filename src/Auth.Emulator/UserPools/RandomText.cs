using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>Random identifiers and codes.</summary>
internal static class RandomText
{
    public const string Digits = "0123456789";
    public const string LowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";
    public const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Of(string alphabet, int length) => RandomNumberGenerator.GetString(alphabet, length);

    public static string Code(int digits) => Of(Digits, digits);

    /// <summary>The shape of a UUID without its version bits, as the service's subs are.</summary>
    public static string Uuid()
    {
        string hex = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    /// <summary>A password that meets every policy up to 16 characters.</summary>
    public static string TemporaryPassword() => Of(Alphanumeric, 12) + "aZ7!";
}
