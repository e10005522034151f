using System.Numerics;
using System.Security.Cryptography;

namespace Amplify.SignIn.Srp;

/// <summary>What ConfirmDevice hands to the pool so that the device can be proved later: a salt and g^x, in base64. Costs milliseconds: never on a caller's thread.</summary>
internal sealed class DeviceVerifier
{
    private const int SaltBytes = 16;

    private DeviceVerifier(string salt, string passwordVerifier)
    {
        Salt = salt;
        PasswordVerifier = passwordVerifier;
    }

    public string Salt { get; }

    public string PasswordVerifier { get; }

    /// <summary>With a new random salt.</summary>
    public static DeviceVerifier Create(string deviceGroupKey, string deviceKey, Secret password)
    {
        Span<byte> random = stackalloc byte[SaltBytes];
        RandomNumberGenerator.Fill(random);
        return Create(deviceGroupKey, deviceKey, password, new BigInteger(random, isUnsigned: true, isBigEndian: true));
    }

    /// <summary>With a given salt, for known answers.</summary>
    internal static DeviceVerifier Create(string deviceGroupKey, string deviceKey, Secret password, BigInteger salt)
    {
        BigInteger exponent = SrpPassword.Hash(deviceGroupKey, deviceKey, password, salt);
        BigInteger verifier = BigInteger.ModPow(SrpGroup.Generator, exponent, SrpGroup.Prime);

        // The service hands the salt back as a number, so what is registered is that number's bytes, and not sixteen of them.
        return new DeviceVerifier(Convert.ToBase64String(SrpGroup.Pad(salt)), Convert.ToBase64String(SrpGroup.Pad(verifier)));
    }
}
