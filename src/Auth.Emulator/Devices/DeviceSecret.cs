using System.Numerics;

namespace Amplify.Emulator;

/// <summary>What a client says of its device's secret when it confirms the device: the salt and g^x, both as base 64 of big-endian numbers.</summary>
internal static class DeviceSecret
{
    /// <exception cref="ServiceException">Something is missing or is no such number.</exception>
    public static PasswordVerifier Read(EmulatedDevice device, OperationCall config)
    {
        BigInteger salt = Number(config, "Salt");
        BigInteger verifier = Number(config, "PasswordVerifier");
        return verifier > 0 && verifier < SrpGroup.N
            ? PasswordVerifier.OfDevice(device.GroupKey, device.Key, salt, verifier)
            : throw ServiceException.InvalidParameter("Invalid PasswordVerifier given.");
    }

    // Clients differ in the zero bytes they put in front; as numbers all are the same.
    private static BigInteger Number(OperationCall config, string name)
    {
        string text = config.Optional(name) is { Length: > 0 } given ? given : throw ServiceException.MissingParameter(name);
        try
        {
            return new BigInteger(Convert.FromBase64String(text), isUnsigned: true, isBigEndian: true);
        }
        catch (FormatException)
        {
            throw ServiceException.InvalidParameter($"Invalid {name} given.");
        }
    }
}
