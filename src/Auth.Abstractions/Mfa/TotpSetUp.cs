namespace Amplify;

/// <summary>What an authenticator app needs to know to make a user's codes (RFC 6238: SHA-1, six digits, 30 seconds).</summary>
public sealed class TotpSetUp
{
    internal TotpSetUp(Secret sharedSecret, string accountName)
    {
        SharedSecret = sharedSecret;
        AccountName = accountName;
    }

    /// <summary>The secret that app and service share, in Base32 (RFC 4648), for people who type it in.</summary>
    public Secret SharedSecret { get; }

    /// <summary>What the app lists the user as, unless <see cref="GetUri"/> is told otherwise.</summary>
    public string AccountName { get; }

    /// <summary>
    /// The payload of the QR code that authenticator apps scan: the <c>otpauth://totp/…</c> text itself, to be drawn by the
    /// application. It holds the shared secret: no log, no web service that draws QR codes, no address bar.
    /// </summary>
    /// <param name="issuer">Whose account it is, as the app shows it, such as <c>Acme Photos</c>.</param>
    /// <param name="accountName">Which account it is; null for <see cref="AccountName"/>.</param>
    /// <returns>
    /// A URI after the Key URI format of authenticator apps: <c>otpauth://totp/{issuer}:{account}?secret={secret}&amp;issuer={issuer}</c>,
    /// percent-encoded (RFC 3986). Algorithm, digits and period are the format's defaults and left out.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="issuer"/> is null, empty or holds a colon, which in this format ends it; or <paramref name="accountName"/> is empty.
    /// </exception>
    public Secret GetUri(string issuer, string? accountName = null)
    {
        Require.NotEmpty(issuer, nameof(issuer));
        string account = accountName ?? AccountName;
        Require.NotEmpty(account, nameof(accountName));
        if (issuer.Any(c => c == ':'))
        {
            throw new ArgumentException("An issuer cannot hold a colon: authenticator apps take what follows for the account.", nameof(issuer));
        }

        string by = Uri.EscapeDataString(issuer);
        return new Secret($"otpauth://totp/{by}:{Uri.EscapeDataString(account)}?secret={Uri.EscapeDataString(SharedSecret.Reveal())}&issuer={by}");
    }
}
