using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>Which browser asks, signed in or not: a random cookie, to which the pages' forms and flows are bound.</summary>
internal sealed class BrowserIdentity
{
    public const string Cookie = "XSRF-TOKEN";
    public const string FormField = "_csrf";
    private const int KeyLength = 43;
    private readonly byte[] _formKey;

    public BrowserIdentity(EmulatedUserPool pool, WebRequest request)
    {
        _formKey = pool.HostedUi.FormKey;
        IsNew = !request.Cookies.TryGetValue(Cookie, out string? id) || id.Length != KeyLength;
        Id = IsNew ? ExpiringTable<object>.NewKey() : id!;
    }

    public string Id { get; }

    /// <summary>Whether the cookie has to be set first.</summary>
    public bool IsNew { get; }

    /// <summary>What the forms of a page carry: derived from the cookie with a key of the pool, so a cookie planted by others makes no valid form.</summary>
    public string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(_formKey, Encoding.UTF8.GetBytes(Id)));

    /// <summary>Whether a form came from a page of this browser; one that has no cookie yet was given a random one, which fits no form.</summary>
    public bool Sent(WebParameters form) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form[FormField] ?? ""), Encoding.UTF8.GetBytes(FormToken));
}
