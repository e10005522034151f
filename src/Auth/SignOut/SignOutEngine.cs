using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.SignOut;

/// <summary>
/// Signs a user out: first here, whatever the network does, then at the service with the tokens the session had. What the
/// service could not be told is told to the caller.
/// </summary>
internal sealed class SignOutEngine(SessionEngine sessions, ServiceSignOut service, ILogger logger)
{
    /// <exception cref="AuthException">The store could not delete the session: nothing was done.</exception>
    public async Task<SignOutResult> SignOutAsync(SessionKey key, SignOutOptions? options, CancellationToken cancellationToken)
    {
        options ??= new SignOutOptions();
        SessionDocument? document = await sessions.SignOutAsync(key, cancellationToken).ConfigureAwait(false);
        if (document is null)
        {
            return new SignOutResult();
        }

        // This machine has forgotten the session. From here on a caller who gives up gets a result: an exception would say nothing had happened.
        SignOutPart global = SignOutPart.NotNeeded;
        if (options.Global)
        {
            (global, document) = await service.EndAllAsync(document, cancellationToken).ConfigureAwait(false);
        }

        SignOutPart revocation = options.Revoke && IsWorthATry(global)
            ? await service.RevokeAsync(document, cancellationToken).ConfigureAwait(false)
            : SignOutPart.NotNeeded;
        Report("GlobalSignOut", global);
        Report("RevokeToken", revocation);
        return new SignOutResult { Local = SignOutPart.Done, Global = global, Revocation = revocation };
    }

    /// <summary>A global sign-out has ended this refresh token too; where the service could not be reached, it still cannot.</summary>
    private static bool IsWorthATry(SignOutPart global) =>
        global.Outcome != SignOutOutcome.Done && global.Error?.Reason is not (AuthErrorReason.Network or AuthErrorReason.TimedOut);

    private void Report(string operation, SignOutPart part)
    {
        if (part.Error is { } error)
        {
            Log.SignOutIncomplete(logger, operation, error.Reason, error.Code);
        }
    }
}
