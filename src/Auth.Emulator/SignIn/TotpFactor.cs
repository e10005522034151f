using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>An authenticator app as RFC 6238 has it: SHA-1, 30 seconds, six digits; one step early or late is accepted, each code once.</summary>
internal sealed class TotpFactor(TimeProvider clock, int secretBytes)
{
    private const long StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(secretBytes);
    private readonly HashSet<long> _usedSteps = [];

    public string SecretCode => Encode(_secret);

    public string CodeAt(int steps) => Code(CurrentStep() + steps);

    /// <exception cref="ServiceException">The code is wrong, or right but used before.</exception>
    public void Check(string code)
    {
        long now = CurrentStep();
        for (long step = now - 1; step <= now + 1; step++)
        {
            if (Code(step) != code)
            {
                continue;
            }

            if (_usedSteps.Add(step))
            {
                return;
            }

            throw new ServiceException("ExpiredCodeException", "Your software token has already been used once.");
        }

        throw ServiceException.CodeMismatch("Invalid code or auth state for the user.");
    }

    private long CurrentStep() => clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

#pragma warning disable CA5350 // RFC 6238 and every authenticator app use HMAC-SHA-1 here.
    private string Code(long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        byte[] mac = HMACSHA1.HashData(_secret, counter);
        int offset = mac[^1] & 0xF;
        int number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        foreach (byte b in bytes)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString();
    }
}
