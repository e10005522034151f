using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Amplify.Emulator;

/// <summary>An authenticator app as RFC 6238 has it: SHA-1, 30 seconds, six digits; one step early or late is accepted, each code once.</summary>
internal sealed class TotpFactor(TimeProvider clock, byte[] secret)
{
    private const long StepSeconds = 30;
    private readonly HashSet<long> _usedSteps = [];

    public TotpFactor(TimeProvider clock, int secretBytes)
        : this(clock, RandomNumberGenerator.GetBytes(secretBytes))
    {
    }

    public string SecretCode => Base32.Encode(secret);

    /// <summary>The name the user gave the device at set-up.</summary>
    public string FriendlyName { get; set; } = "";

    public string CodeAt(int steps) => Code(CurrentStep() + steps);

    /// <summary>Judges a code; a right one is used up, unless it is only looked at.</summary>
    public TotpJudgement Judge(string code, bool useUp = true)
    {
        long now = CurrentStep();
        for (long step = now - 1; step <= now + 1; step++)
        {
            if (Code(step) == code)
            {
                bool fresh = useUp ? _usedSteps.Add(step) : !_usedSteps.Contains(step);
                return fresh ? TotpJudgement.Right : TotpJudgement.UsedBefore;
            }
        }

        return TotpJudgement.Wrong;
    }

    /// <summary>Judges the code of a sign-in.</summary>
    /// <exception cref="ServiceException">The code is wrong, or right but used before.</exception>
    public void Check(string code)
    {
        switch (Judge(code))
        {
            case TotpJudgement.Right:
                return;
            case TotpJudgement.UsedBefore:
                throw new ServiceException("ExpiredCodeException", "Your software token has already been used once.");
            default:
                throw ServiceException.CodeMismatch("Invalid code or auth state for the user.");
        }
    }

    private long CurrentStep() => clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

#pragma warning disable CA5350 // RFC 6238 and every authenticator app use HMAC-SHA-1 here.
    private string Code(long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        byte[] mac = HMACSHA1.HashData(secret, counter);
        int offset = mac[^1] & 0xF;
        int number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350
}
