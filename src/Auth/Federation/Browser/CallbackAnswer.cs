using System.Diagnostics;

namespace Amplify.Federation;

/// <summary>What a callback of an attempt says: a code, or an error.</summary>
[DebuggerDisplay("[callback]")]
internal sealed class CallbackAnswer
{
    public string? Code { get; init; }

    /// <summary>An error code of OAuth 2.0 (RFC 6749 §4.1.2.1) or OpenID Connect; null where there is a code.</summary>
    public string? Error { get; init; }

    public string? ErrorDescription { get; init; }

    public override string ToString() => "[callback]";
}
