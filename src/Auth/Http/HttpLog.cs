using System.Net;
using Microsoft.Extensions.Logging;

namespace Amplify.Http;

/// <summary>What the handlers of an application's own HTTP calls log. No template takes an address or a header.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1600, LogLevel.Information, "A signed request was refused, and by the answer the service's clock is {Offset} ahead of this machine's: signatures follow it from now on")]
    public static partial void SigningClockCorrected(ILogger logger, TimeSpan offset);

    [LoggerMessage(1601, LogLevel.Warning, "A signed request was refused, and the answer claims that the service's clock is {Offset} ahead of this machine's; more than a day is not believed")]
    public static partial void SigningOffsetIgnored(ILogger logger, TimeSpan offset);

    [LoggerMessage(1602, LogLevel.Warning, "A redirect ({Status}) leads to another origin and is not followed, since credentials do not go there")]
    public static partial void RedirectNotFollowed(ILogger logger, HttpStatusCode status);

    [LoggerMessage(1610, LogLevel.Information, "An API refused a token that is still current (401): the token is refreshed")]
    public static partial void TokenRefused(ILogger logger);

    [LoggerMessage(1611, LogLevel.Information, "The refresh that a 401 caused gave no other token: {Reason}")]
    public static partial void TokenNotRenewed(ILogger logger, AuthErrorReason reason);
}
