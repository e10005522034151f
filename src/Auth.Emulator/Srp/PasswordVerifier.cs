using System.Numerics;
using System.Text;

namespace Amplify.Emulator;

/// <summary>What the service keeps of a password: a salt and g^x. The password itself is not kept.</summary>
internal sealed class PasswordVerifier
{
    private const int SaltBytes = 16;
    private readonly BigInteger _salt;

    private PasswordVerifier(string poolName, string userId, BigInteger salt, BigInteger value)
    {
        PoolName = poolName;
        UserId = userId;
        _salt = salt;
        Value = value;
    }

    public string PoolName { get; }

    public string UserId { get; }

    public BigInteger Value { get; }

    public string SaltHex => SrpGroup.ToHex(_salt);

    public static PasswordVerifier Create(string poolName, string userId, string password) =>
        Create(poolName, userId, password, SrpGroup.Random(SaltBytes));

    public static PasswordVerifier Create(string poolName, string userId, string password, BigInteger salt) =>
        new(poolName, userId, salt, Raise(poolName, userId, password, salt));

    /// <summary>Of a device, which makes the numbers itself and keeps its secret: the group key stands for the pool's name, the device key for the user's.</summary>
    public static PasswordVerifier OfDevice(string groupKey, string deviceKey, BigInteger salt, BigInteger value) => new(groupKey, deviceKey, salt, value);

    /// <summary>For a user that does not exist: looks like the real thing, matches no password.</summary>
    public static PasswordVerifier Fake(string poolName, string userId, byte[] secret)
    {
        byte[] name = Encoding.UTF8.GetBytes(userId);
        byte[] salt = SrpGroup.Hash(secret, name, "salt"u8.ToArray())[..SaltBytes];
        BigInteger exponent = SrpGroup.HashToNumber(secret, name, "verifier"u8.ToArray());
        return new(poolName, userId, new BigInteger(salt, isUnsigned: true, isBigEndian: true), BigInteger.ModPow(SrpGroup.G, exponent, SrpGroup.N));
    }

    public bool Matches(string password) => Raise(PoolName, UserId, password, _salt) == Value;

    private static BigInteger Raise(string poolName, string userId, string password, BigInteger salt)
    {
        byte[] inner = SrpGroup.Hash(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}"));
        BigInteger x = SrpGroup.HashToNumber(SrpGroup.Encode(salt), inner);
        return BigInteger.ModPow(SrpGroup.G, x, SrpGroup.N);
    }
}
