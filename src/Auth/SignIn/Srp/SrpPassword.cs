using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.SignIn.Srp;

/// <summary>
/// The password as an exponent. The salt is a number here, and its bytes are made of it in this one place: whoever registers a
/// verifier and whoever proves it later hash the same bytes, also where the salt begins with zeros or a high bit.
/// </summary>
internal static class SrpPassword
{
    /// <summary>x = H(PAD(salt) ‖ H(group ‖ userId ‖ ":" ‖ password)); the group is the pool's name, or a device's group key.</summary>
    public static BigInteger Hash(string group, string userId, Secret password, BigInteger salt)
    {
        byte[] text = password.ToUtf8();
        Span<byte> inner = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Encoding.UTF8.GetBytes($"{group}{userId}:"));
            sha.AppendData(text);
            sha.GetHashAndReset(inner);
            return SrpGroup.Hash(SrpGroup.Pad(salt), inner);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(inner);
        }
    }
}
