using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Federation;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.SignOut;

/// <summary>
/// Signs a user out: first here, whatever the network does, then at the service with the tokens the session had. What the
/// service could not be told is told to the caller.
/// </summary>
internal sealed class SignOutEngine(SessionEngine sessions, DeviceProfiles profiles, ServiceSignOut service, BrowserSignOut pages, ILogger logger)
{
    private static readonly AuthError _nobody = new()
    {
        Reason = AuthErrorReason.SignInRequired,
        Operation = "GlobalSignOut",
        Message = "Nobody is signed in here, so there is no token to sign the user out of other devices with.",
        Suggestion = "Sign in, then sign out of all devices; or change the password.",
    };

    /// <exception cref="AuthException">The store could not delete the session: nothing was done.</exception>
    public async Task<SignOutResult> SignOutAsync(HandleKeys keys, SignOutOptions? options, CancellationToken cancellationToken)
    {
        options ??= new SignOutOptions();
        ForgottenSession forgotten = await sessions.SignOutAsync(keys.Session, onlyUserId: null, cancellationToken).ConfigureAwait(false);

        // This machine has forgotten the session. From here on a caller who gives up gets a result: an exception would say nothing had happened.
        SignOutPart device = await ForgetDeviceAsync(keys, options, forgotten).ConfigureAwait(false);
        if (forgotten.Document is not { } document)
        {
            return WithoutTokens(options, forgotten.Unreadable, device, await pages.RunAsync(options, document: null, unreachable: null, cancellationToken).ConfigureAwait(false));
        }

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
        SignOutPart browser = await pages.RunAsync(options, document, Unreachable(global, revocation), cancellationToken).ConfigureAwait(false);
        Report("logout", browser);
        return new SignOutResult { Local = SignOutPart.Done, Global = global, Revocation = revocation, Device = device, Browser = browser };
    }

    /// <summary>What a device without a key of its own remembers goes with the session; else it stays, unless it is to be forgotten too.</summary>
    private async Task<SignOutPart> ForgetDeviceAsync(HandleKeys keys, SignOutOptions options, ForgottenSession forgotten)
    {
        bool goesAlong = keys.Profile is null && (forgotten.Document is not null || forgotten.Unreadable is not null);
        if (!options.ForgetDevice && !goesAlong)
        {
            return SignOutPart.NotNeeded;
        }

        try
        {
            await profiles.ForgetAsync(keys, CancellationToken.None).ConfigureAwait(false);
            return options.ForgetDevice ? SignOutPart.Done : SignOutPart.NotNeeded;
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotSaved(logger, e);
            return options.ForgetDevice ? SignOutPart.Failed(e.Error) : SignOutPart.NotNeeded;
        }
    }

    /// <summary>Without tokens the service can be told nothing: whoever asked for it is told that.</summary>
    private static SignOutResult WithoutTokens(SignOutOptions options, AuthError? unreadable, SignOutPart device, SignOutPart browser) => new()
    {
        Local = unreadable is null ? SignOutPart.NotNeeded : SignOutPart.Done,
        Global = options.Global ? SignOutPart.Failed(unreadable ?? _nobody) : SignOutPart.NotNeeded,
        Revocation = options.Revoke && unreadable is not null ? SignOutPart.Failed(unreadable) : SignOutPart.NotNeeded,
        Device = device,
        Browser = browser,
    };

    /// <summary>A global sign-out has ended this refresh token too; where the service could not be reached, it still cannot.</summary>
    private static bool IsWorthATry(SignOutPart global) =>
        global.Outcome != SignOutOutcome.Done && global.Error?.Reason is not (AuthErrorReason.Network or AuthErrorReason.TimedOut);

    /// <summary>How it showed that there is no way to the service at the moment.</summary>
    private static AuthError? Unreachable(params SignOutPart[] parts) =>
        parts.Select(p => p.Error).FirstOrDefault(e => e is { Reason: AuthErrorReason.Network, MayHaveBeenApplied: false });

    private void Report(string operation, SignOutPart part)
    {
        if (part.Error is { } error)
        {
            Log.SignOutIncomplete(logger, operation, error.Reason, error.Code);
        }
    }
}
