using System.Text;

namespace Amplify.Tests.Secrets;

/// <summary>The text that stands for every secret, and every disguise it could be printed in.</summary>
internal static class Marker
{
    /// <summary>22 characters of base64url, so that it also is a session key.</summary>
    public const string Secret = "SeCrEtMaRkEr0123456789";

    public const string Personal = "PeRsOnAlMaRkEr";

    /// <summary>32 bytes, so that it also is an AES key.</summary>
    public static byte[] Bytes => Encoding.ASCII.GetBytes($"{Secret}abcdefghij");

    /// <summary>24 letters and digits or more: what an app client's secret looks like.</summary>
    public static string ClientSecret => $"{Secret}abcdefghij";

    private static readonly string[] _disguises =
    [
        Secret,
        Uri.EscapeDataString(Secret),
        Convert.ToBase64String(Encoding.ASCII.GetBytes(Secret))[..28],
        Convert.ToHexString(Encoding.ASCII.GetBytes(Secret)),
        string.Join(",", Encoding.ASCII.GetBytes(Secret)),
        string.Join(", ", Encoding.ASCII.GetBytes(Secret)),
        string.Join("-", Encoding.ASCII.GetBytes(Secret).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture))),
    ];

    public static bool IsIn(string text) => _disguises.Any(d => text.Contains(d, StringComparison.OrdinalIgnoreCase));

    public static bool PersonIsIn(string text) => text.Contains(Personal, StringComparison.OrdinalIgnoreCase);
}
