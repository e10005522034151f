using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>The key of one day, region and service, made of a secret access key.</summary>
internal sealed class DerivedKey
{
    private readonly byte[] _key;

    public DerivedKey(string secretAccessKey, SignatureClaim claim)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string part in claim.Scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        _key = key;
    }

    /// <summary>The signature of a text, as 64 hexadecimal digits.</summary>
    public string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));

    /// <summary>Compares without telling by its time how much agrees.</summary>
    public bool Fits(string text, string signature) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(text)), Encoding.UTF8.GetBytes(signature));
}
