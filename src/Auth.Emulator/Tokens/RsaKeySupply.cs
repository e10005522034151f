using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>
/// RSA keys of the whole process, made once and handed out in turn: making one takes a tenth of a second, and test runs start hundreds of pools.
/// Neighbouring pools get different keys.
/// </summary>
internal static class RsaKeySupply
{
    private const int Size = 8;
    private const int KeyBits = 2048;
    private static readonly Lazy<RSAParameters>[] Keys = [.. Enumerable.Range(0, Size).Select(_ => new Lazy<RSAParameters>(Make))];
    private static int _next = -1;

    public static RSAParameters Next() => Keys[(uint)Interlocked.Increment(ref _next) % Size].Value;

    private static RSAParameters Make()
    {
        using RSA rsa = RSA.Create(KeyBits);
        return rsa.ExportParameters(includePrivateParameters: true);
    }
}
