using System.Globalization;
using System.Numerics;

namespace Amplify.SignIn.Srp;

/// <summary>
/// Reads what the service sends in PASSWORD_VERIFIER, and refuses what no honest service sends: values that cannot be read, and
/// values with which anybody could answer (RFC 5054 §2.5.3, §2.6).
/// </summary>
internal static class SrpWire
{
    // The service's salts have 16 bytes, its secret blocks less than 2 KB.
    private const int MaxSaltDigits = 512;
    private const int MaxSecretBlock = 64 * 1024;

    // 3072 bits and the zero byte that keeps the number positive.
    private const int MaxPublicDigits = 770;

    public static BigInteger Salt(string hex) => Number(hex, MaxSaltDigits, "SALT");

    public static BigInteger ServerPublicValue(string hex)
    {
        BigInteger value = Number(hex, MaxPublicDigits, "SRP_B");
        if (value.IsZero || value >= SrpGroup.Prime)
        {
            // Zero, N and its multiples make the shared secret independent of the password; an honest value is reduced.
            throw Refuse("its SRP_B is not between zero and the group's prime");
        }

        return value;
    }

    public static BigInteger Scrambler(BigInteger value) =>
        value.IsZero ? throw Refuse("the scrambling parameter u is zero") : value;

    public static byte[] SecretBlock(string base64)
    {
        if (base64 is { Length: > 0 and <= MaxSecretBlock })
        {
            var bytes = new byte[base64.Length];
            if (Convert.TryFromBase64String(base64, bytes, out int written) && written > 0)
            {
                return bytes[..written];
            }
        }

        throw Refuse("its SECRET_BLOCK is not base64 of a sensible length");
    }

    private static BigInteger Number(string hex, int maxDigits, string name)
    {
        if (hex is not { Length: > 0 } || hex.Length > maxDigits || !hex.All(char.IsAsciiHexDigit))
        {
            throw Refuse($"its {name} is not a hexadecimal number of a sensible length");
        }

        // The zero in front keeps a high bit from being read as a sign.
        return BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static AuthException Refuse(string why) => new(new AuthError
    {
        Reason = AuthErrorReason.InvalidResponse,
        Message = $"The service's password challenge cannot be answered: {why}.",
        Suggestion = "Start the sign-in again; if it happens again, what answers is not the user pool.",
    });
}
