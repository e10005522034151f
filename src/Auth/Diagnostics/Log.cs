using Microsoft.Extensions.Logging;

namespace Amplify.Diagnostics;

/// <summary>Every log message, with a stable event id. No template takes a secret or a user name.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "{Operation} took {Milliseconds:0} ms (request {RequestId})")]
    public static partial void CallSucceeded(ILogger logger, string operation, double milliseconds, string? requestId);

    [LoggerMessage(1001, LogLevel.Information, "{Operation} failed after {Milliseconds:0} ms: {Reason} ({Code}, request {RequestId})")]
    public static partial void CallFailed(ILogger logger, string operation, double milliseconds, AuthErrorReason reason, string? code, string? requestId);

    [LoggerMessage(1002, LogLevel.Debug, "{Operation} is sent again in {Delay}: {Reason}")]
    public static partial void CallRepeated(ILogger logger, string operation, TimeSpan delay, AuthErrorReason reason);

    [LoggerMessage(1003, LogLevel.Warning, "The application's {Provider} failed: {Why}")]
    public static partial void ProviderFailed(ILogger logger, string provider, string why);

    [LoggerMessage(1010, LogLevel.Information, "The service's clock is {Offset} ahead of this machine's")]
    public static partial void ClockOffsetChanged(ILogger logger, TimeSpan offset);

    [LoggerMessage(1011, LogLevel.Warning, "An answer claims that the service's clock is {Offset} ahead of this machine's; more than a day is not believed")]
    public static partial void ClockOffsetIgnored(ILogger logger, TimeSpan offset);

    [LoggerMessage(1100, LogLevel.Information, "A user signed in")]
    public static partial void SignedIn(ILogger logger);

    [LoggerMessage(1101, LogLevel.Information, "A sign-in waits for {Step}")]
    public static partial void StepNeeded(ILogger logger, string step);

    [LoggerMessage(1102, LogLevel.Information, "An answer was rejected: {Reason}")]
    public static partial void AnswerRejected(ILogger logger, AuthErrorReason reason);

    [LoggerMessage(1103, LogLevel.Warning, "The service asks with a challenge this version does not know: {Challenge}")]
    public static partial void UnknownChallenge(ILogger logger, string challenge);

    [LoggerMessage(1104, LogLevel.Warning, "A session was signed in, but its entry in the catalog could not be written: ending all sessions of this user will miss it")]
    public static partial void CatalogWriteFailed(ILogger logger, Exception exception);

    [LoggerMessage(1105, LogLevel.Warning, "A session ended, but its entry in the catalog could not be removed; it is forgotten when it expires")]
    public static partial void CatalogRemoveFailed(ILogger logger, Exception exception);

    [LoggerMessage(1106, LogLevel.Warning, "A user signed in under a new key, but the session that was replaced could not be deleted under its old one")]
    public static partial void ReplacedSessionNotDeleted(ILogger logger, Exception exception);

    [LoggerMessage(1200, LogLevel.Information, "Tokens were renewed; the next renewal is due at {RefreshAt:u}")]
    public static partial void Refreshed(ILogger logger, DateTimeOffset refreshAt);

    [LoggerMessage(1201, LogLevel.Warning, "Tokens could not be renewed: {Reason} ({Code}); next attempt in {Delay} at the earliest")]
    public static partial void RefreshFailed(ILogger logger, AuthErrorReason reason, string? code, TimeSpan delay);

    [LoggerMessage(1202, LogLevel.Information, "Tokens that another process or node renewed were taken from the store")]
    public static partial void RefreshAdopted(ILogger logger);

    [LoggerMessage(1203, LogLevel.Information, "A refresh finished after a sign-out or another sign-in and was dropped")]
    public static partial void RefreshDropped(ILogger logger);

    [LoggerMessage(1204, LogLevel.Warning, "The answer to a refresh did not arrive; the same refresh token is sent again")]
    public static partial void RefreshAnswerLost(ILogger logger);

    [LoggerMessage(1205, LogLevel.Error, "Renewed tokens could not be written to the store; they are kept in memory and written at the next attempt")]
    public static partial void RefreshNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(1206, LogLevel.Warning, "Renewed tokens were verified, but the store could not be told so; whoever loads them verifies again")]
    public static partial void VerifiedMarkNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(1210, LogLevel.Information, "A session ended: {Reason}")]
    public static partial void SessionEnded(ILogger logger, SessionEndReason reason);

    [LoggerMessage(1211, LogLevel.Warning, "A session is signed out here, but the service may not know: {Operation} failed ({Reason}, {Code})")]
    public static partial void SignOutIncomplete(ILogger logger, string operation, AuthErrorReason reason, string? code);

    [LoggerMessage(1220, LogLevel.Warning, "The session store could not be asked whether a session changed; the session in memory is used until it answers")]
    public static partial void StoreCheckFailed(ILogger logger, Exception exception);

    [LoggerMessage(1207, LogLevel.Warning, "The lease of a session could not be given back; other processes and nodes wait until it runs out")]
    public static partial void LeaseNotReturned(ILogger logger, Exception exception);

    [LoggerMessage(1208, LogLevel.Error, "Renewed tokens could not be written to the store before the engine was disposed; with refresh-token rotation the session cannot be renewed any more")]
    public static partial void RefreshLost(ILogger logger, Exception exception);

    [LoggerMessage(1221, LogLevel.Warning, "A device profile could not be written to the store; the device may be unknown next time")]
    public static partial void DeviceProfileNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(1250, LogLevel.Information, "AWS credentials were obtained; they end at {Expiration:u}")]
    public static partial void CredentialsRenewed(ILogger logger, DateTimeOffset expiration);

    [LoggerMessage(1251, LogLevel.Warning, "AWS credentials could not be obtained: {Reason} ({Code}); next attempt in {Delay} at the earliest")]
    public static partial void CredentialsNotRenewed(ILogger logger, AuthErrorReason reason, string? code, TimeSpan delay);

    [LoggerMessage(1252, LogLevel.Information, "AWS credentials arrived after a sign-out or another sign-in and were dropped")]
    public static partial void CredentialsDropped(ILogger logger);

    [LoggerMessage(1253, LogLevel.Warning, "The identity that was remembered is gone ({Reason}, {Code}); another one takes its place")]
    public static partial void IdentityGone(ILogger logger, AuthErrorReason reason, string? code);

    [LoggerMessage(1254, LogLevel.Warning, "The device profile could not be read: if there was a guest, the user who signed in does not take the identity over")]
    public static partial void GuestNotTakenOver(ILogger logger, Exception exception);

    [LoggerMessage(1255, LogLevel.Warning, "A new token of another provider could not be written to the store; the next run asks for it again")]
    public static partial void FederatedTokenNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(1300, LogLevel.Error, "A handler of Changed threw")]
    public static partial void ChangedHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(1301, LogLevel.Error, "The event context took no event; it is raised on the thread pool")]
    public static partial void EventContextFailed(ILogger logger, Exception exception);

    [LoggerMessage(1400, LogLevel.Warning, "The session store gives no lease: two processes or nodes may renew the same session at once, which refresh-token rotation without a grace period does not forgive")]
    public static partial void NoLease(ILogger logger);

    [LoggerMessage(1401, LogLevel.Information, "The session store has no catalog: sessions of one user cannot be listed or ended together")]
    public static partial void NoCatalog(ILogger logger);

    [LoggerMessage(1402, LogLevel.Debug, "The keys that sign tokens could not be fetched ahead; they are fetched when a token is to be verified")]
    public static partial void KeyPrefetchFailed(ILogger logger, Exception exception);
}
