namespace Amplify.Tokens;

/// <summary>A point in time as tokens write it (RFC 7519 §2): whole seconds since 1970. Cognito writes no fractions, so none are taken.</summary>
internal readonly struct NumericDate
{
    private const long Last = 253_402_300_799;

    private readonly bool _present;

    private NumericDate(DateTimeOffset? time)
    {
        _present = true;
        Time = time;
    }

    /// <summary>The time; null when there is none or it is not readable.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Whether something stands there that is no time.</summary>
    public bool IsMalformed => _present && Time is null;

    /// <param name="seconds">What the token says; null when it is not a whole number.</param>
    public static NumericDate From(long? seconds) =>
        new(seconds is >= 0 and <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null);
}
