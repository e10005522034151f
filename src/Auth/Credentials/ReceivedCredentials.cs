using System.Diagnostics.CodeAnalysis;
using Amplify.Errors;

namespace Amplify.Credentials;

/// <summary>Sees to it that credentials in an answer are whole: half of them would fail much later, at another service.</summary>
internal static class ReceivedCredentials
{
    /// <exception cref="AuthException">Something is missing.</exception>
    public static ObtainedCredentials Check(
        string operation,
        string? requestId,
        string? accessKeyId,
        string? secretAccessKey,
        string? sessionToken,
        DateTime? expiration,
        string identityId,
        bool isGuest) => new()
        {
            AccessKeyId = Need(accessKeyId, "access key id", operation, requestId),
            SecretAccessKey = Need(secretAccessKey, "secret access key", operation, requestId),
            SessionToken = Need(sessionToken, "session token", operation, requestId),
            Expiration = expiration is { } end ? InUtc(end) : throw Missing("expiration", operation, requestId),
            IdentityId = identityId,
            IsGuest = isGuest,
        };

    private static string Need([NotNull] string? value, string name, string operation, string? requestId) =>
        string.IsNullOrEmpty(value) ? throw Missing(name, operation, requestId) : value;

    private static AuthException Missing(string name, string operation, string? requestId) =>
        new(TransportErrors.InvalidResponse(operation, $"the credentials lack their {name}", requestId));

    /// <summary>Clients give UTC; where one does not say so, it is meant all the same.</summary>
    private static DateTimeOffset InUtc(DateTime time) =>
        new(time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime());
}
