using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Tests;

/// <summary>A second opinion on SRP: the client side, written on hex strings as the JavaScript clients do it, sharing nothing with the emulator.</summary>
internal sealed class MiniSrpClient
{
    private const string PrimeHex =
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
        + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"
        + "98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
        + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"
        + "A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
        + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    public static readonly BigInteger Prime = FromHex(PrimeHex);
    private readonly BigInteger _a;

    public MiniSrpClient(string? a = null)
    {
        _a = FromHex(a ?? RandomNumberGenerator.GetHexString(64));
        A = BigInteger.ModPow(2, _a, Prime);
    }

    public BigInteger A { get; }

    public string PublicHex => ToHex(A);

    /// <summary>PASSWORD_CLAIM_SIGNATURE for what the server answered.</summary>
    public string Sign(string poolId, string userId, string password, string saltHex, string serverPublicHex, string secretBlock, string timestamp)
    {
        string poolName = poolId[(poolId.IndexOf('_', StringComparison.Ordinal) + 1)..];
        byte[] message = [.. Encoding.UTF8.GetBytes(poolName + userId), .. Convert.FromBase64String(secretBlock), .. Encoding.UTF8.GetBytes(timestamp)];
        return Convert.ToBase64String(HMACSHA256.HashData(Key(poolName, userId, password, saltHex, serverPublicHex), message));
    }

    public byte[] Key(string poolName, string userId, string password, string saltHex, string serverPublicHex)
    {
        BigInteger b = FromHex(serverPublicHex);
        string k = HashHex("00" + PrimeHex + "02");
        string u = HashHex(PadHex(A) + PadHex(b));
        string inner = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(poolName + userId + ":" + password)));
        BigInteger x = FromHex(HashHex(PadHex(FromHex(saltHex)) + inner));
        BigInteger baseValue = b - FromHex(k) * BigInteger.ModPow(2, x, Prime);
        baseValue = ((baseValue % Prime) + Prime) % Prime;
        BigInteger s = BigInteger.ModPow(baseValue, _a + FromHex(u) * x, Prime);
        byte[] prk = HMACSHA256.HashData(Convert.FromHexString(PadHex(FromHex(u))), Convert.FromHexString(PadHex(s)));
        byte[] info = [.. "Caldera Derived Key"u8, 1];
        return HMACSHA256.HashData(prk, info)[..16];
    }

    public static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);

    public static BigInteger FromHex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string ToHex(BigInteger value) => value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    private static string HashHex(string hex) => Convert.ToHexString(SHA256.HashData(Convert.FromHexString(hex)));

    private static string PadHex(BigInteger value)
    {
        string hex = ToHex(value);
        return hex.Length % 2 == 1 ? "0" + hex : "89abcdef".Contains(hex[0], StringComparison.Ordinal) ? "00" + hex : hex;
    }
}
