using System.Globalization;

namespace Amplify.Emulator;

/// <summary>The TIMESTAMP of a password proof, for example <c>Tue Sep 3 04:05:06 UTC 2024</c>.</summary>
internal static class SrpTimestamp
{
    private const string Format = "ddd MMM d HH:mm:ss 'UTC' yyyy";

    /// <summary>Strict as the service is: English, day not zero-padded, the weekday of that date.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
        && string.Equals(instant.ToString(Format, CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
}
