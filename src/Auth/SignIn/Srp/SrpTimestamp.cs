using System.Globalization;

namespace Amplify.SignIn.Srp;

/// <summary>TIMESTAMP of a password proof: English, UTC, the day without a leading zero, such as <c>Tue Sep 3 04:05:06 UTC 2024</c>.</summary>
internal static class SrpTimestamp
{
    public static string Format(DateTimeOffset utc) =>
        utc.UtcDateTime.ToString("ddd MMM d HH':'mm':'ss 'UTC' yyyy", CultureInfo.InvariantCulture);
}
