using System.Security.Cryptography;
using System.Text;

namespace Amplify.SignIn.Srp;

/// <summary>SECRET_HASH: shows that the caller knows the app client's secret. The user name is the one of the same request.</summary>
internal static class SecretHash
{
    /// <returns>Base64 of HMAC-SHA256 over user name and client id.</returns>
    public static string Compute(Secret clientSecret, string clientId, string username)
    {
        byte[] key = clientSecret.ToUtf8();
        try
        {
            return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(username + clientId)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
