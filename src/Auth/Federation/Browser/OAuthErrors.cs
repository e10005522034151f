using Amazon.Runtime;
using Amplify.Errors;

namespace Amplify.Federation;

/// <summary>Errors in the terms of OAuth: the codes stand in <see cref="ServiceErrorTable"/> with the others.</summary>
internal static class OAuthErrors
{
    private const int MaxCodeLength = 64;
    private const int MaxTextLength = 512;
    private const string OtherWayOut = "The session here is over; the browser may still be signed in to the pool's pages. Send it to IAuth.GetBrowserSignOutUri.";

    public static AuthError NotConfigured { get; } = new()
    {
        Reason = AuthErrorReason.NotConfigured,
        Message = "There are no sign-in pages in the options.",
        Suggestion = "Set AuthOptions.OAuth: the user pool's domain, and where the browser comes back to.",
    };

    /// <summary>The person gave up, in the browser or before it.</summary>
    public static AuthError Cancelled(BrowserPurpose purpose) => new()
    {
        Reason = AuthErrorReason.Cancelled,
        Message = $"The {NameOf(purpose)} in the browser was called off.",
        Suggestion = purpose == BrowserPurpose.SignIn ? "Sign in again." : OtherWayOut,
    };

    /// <param name="purpose">What the browser was opened for.</param>
    /// <param name="refusal">What a callback without state said meanwhile; null for nothing.</param>
    public static AuthError TimedOut(BrowserPurpose purpose, string? refusal = null) => new()
    {
        Reason = AuthErrorReason.TimedOut,
        Message = $"The browser did not come back from the {NameOf(purpose)} in time.{(refusal is null ? "" : $" Meanwhile somebody, perhaps the sign-in page, sent the error {refusal} without the state of this attempt.")}",
        Suggestion = purpose == BrowserPurpose.SignIn
            ? "Sign in again. Where the page shows an error, compare redirect URIs, scopes and provider with the app client's settings."
            : OtherWayOut,
    };

    public static AuthError NotThisAttempt { get; } = new()
    {
        Reason = AuthErrorReason.InvalidCallback,
        Message = "The callback does not belong to this sign-in: address, state or issuer are not the ones it was begun with, it came before, or it holds no code.",
        Suggestion = "Start the sign-in again. Behind a proxy, give the redirect URI as it is configured, with the query that arrived.",
    };

    /// <summary>What the sign-in page sent back in place of a code.</summary>
    public static AuthError From(CallbackAnswer answer)
    {
        string code = CodeOf(answer.Error) ?? "";
        string message = TextOf(answer.ErrorDescription) ?? $"The sign-in page answered {(code.Length == 0 ? "with an error" : code)}.";
        return ServiceErrors.From(new AmazonServiceException(message, innerException: null, ErrorType.Unknown, code, requestId: null, default), "oauth2/authorize");
    }

    /// <summary>A code, where it is one (RFC 6749 §5.2): anything else may be any text, and goes nowhere.</summary>
    public static string? CodeOf(string? error) =>
        error is { Length: > 0 and <= MaxCodeLength } && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? error : null;

    /// <summary>A description for people: without control characters, and not too long.</summary>
    public static string? TextOf(string? description)
    {
        string text = new([.. (description ?? "").Where(c => !char.IsControl(c)).Take(MaxTextLength)]);
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static string NameOf(BrowserPurpose purpose) => purpose == BrowserPurpose.SignIn ? "sign-in" : "sign-out";
}
