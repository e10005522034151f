using Amplify.CognitoIdentityProvider.Model;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Errors;
using Amplify.Federation;
using Amplify.Sessions;
using Amplify.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.SignIn;

/// <summary>The end of every sign-in: tokens are verified, then stored under the session's key, then a new device is made known.</summary>
internal sealed class SignInCompletion(TokenVerifier verifier, SessionEngine sessions, DeviceProfiles profiles, DeviceRegistration devices, ServiceClock clock, ILogger logger)
{
    public async Task<SignInResult> CompleteAsync(HandleKeys keys, SignInStepState state, ServiceTurn turn, CancellationToken cancellationToken)
    {
        AuthenticationResultType tokens = turn.Tokens!;
        if (string.IsNullOrEmpty(tokens.IdToken) || string.IsNullOrEmpty(tokens.AccessToken))
        {
            throw new AuthException(TransportErrors.InvalidResponse(turn.Operation, "a token is missing", turn.RequestId));
        }

        SessionDocument document = await VerifyAsync(tokens, attempt: null, redirect: null, cancellationToken).ConfigureAwait(false);
        SignInResult result = await KeepAsync(keys, document, state.WhenAlreadySignedIn, cancellationToken).ConfigureAwait(false);
        return new SignInResult
        {
            Session = result.Session,
            SessionKey = result.SessionKey,
            NewDevice = await devices.RegisterAsync(keys.With(result.SessionKey!), document, state.TypedUsername, tokens.NewDeviceMetadata).ConfigureAwait(false),
        };
    }

    /// <summary>Makes a session of tokens of the user pool that an application has.</summary>
    /// <exception cref="AuthException">They do not verify, somebody is signed in, or the store failed.</exception>
    public async Task<SignInResult> CompleteAsync(HandleKeys keys, AuthenticationResultType tokens, WhenAlreadySignedIn already, CancellationToken cancellationToken) =>
        await KeepAsync(keys, await VerifyAsync(tokens, attempt: null, redirect: null, cancellationToken).ConfigureAwait(false), already, cancellationToken).ConfigureAwait(false);

    /// <summary>Makes a session of the tokens of a sign-in in a browser: the ID token has to carry the attempt's nonce.</summary>
    /// <exception cref="AuthException">They do not verify, somebody is signed in, or the store failed.</exception>
    public async Task<SignInResult> CompleteAsync(HandleKeys keys, AuthenticationResultType tokens, BrowserAttempt attempt, Uri redirect, CancellationToken cancellationToken) =>
        await KeepAsync(keys, await VerifyAsync(tokens, attempt, redirect, cancellationToken).ConfigureAwait(false), attempt.WhenAlreadySignedIn, cancellationToken).ConfigureAwait(false);

    /// <summary>Stores a session that is verified, and shows it.</summary>
    /// <exception cref="AuthException">Somebody is signed in, or the store failed.</exception>
    public async Task<SignInResult> KeepAsync(HandleKeys keys, SessionDocument document, WhenAlreadySignedIn already, CancellationToken cancellationToken)
    {
        SessionKey key = keys.Session;
        bool replace = already == WhenAlreadySignedIn.Replace;

        // One user's engine has one place. Elsewhere a key that was known before the sign-in is never one after it (session fixation).
        SessionKey target = key.Equals(SessionKey.SingleUser) ? key : SessionKey.New();
        bool moves = !target.Equals(key);
        if (moves && !replace)
        {
            SessionEngine.ThrowIfSignedIn(await sessions.CurrentAsync(key, null, cancellationToken).ConfigureAwait(false));
        }

        AuthSession session = await sessions.AdoptAsync(target, document, replace, cancellationToken).ConfigureAwait(false);
        if (moves)
        {
            // First, so that a guest's renewal under way does not leave the identity under the old key after it went along to the new one.
            sessions.DropCredentials(key);
            await profiles.FollowAsync(keys, target).ConfigureAwait(false);
            await DropAsync(key).ConfigureAwait(false);
        }

        AuthDiagnostics.SignIns.Add(1);
        Log.SignedIn(logger);
        return new SignInResult { Session = session, SessionKey = target };
    }

    /// <summary>The user is signed in by now: whatever is wrong with the old key, the new one is returned.</summary>
    private async Task DropAsync(SessionKey replaced)
    {
        try
        {
            await sessions.DropAsync(replaced).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.ReplacedSessionNotDeleted(logger, e);
        }
    }

    private async Task<SessionDocument> VerifyAsync(AuthenticationResultType tokens, BrowserAttempt? attempt, Uri? redirect, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.UtcNow;
        ParsedToken id = verifier.CheckClaims(tokens.IdToken!, TokenUse.Id, now, attempt?.Nonce);
        ParsedToken access = verifier.CheckClaims(tokens.AccessToken!, TokenUse.Access, now);
        if (!string.Equals(id.Subject, access.Subject, StringComparison.Ordinal))
        {
            throw new AuthException(new AuthError { Reason = AuthErrorReason.InvalidToken, Message = "ID token and access token belong to different users." });
        }

        if (attempt is not null)
        {
            AccessTokenHash.Check(id, tokens.AccessToken!);
        }

        await verifier.VerifySignatureAsync(id, cancellationToken).ConfigureAwait(false);
        await verifier.VerifySignatureAsync(access, cancellationToken).ConfigureAwait(false);
        return new SessionDocument
        {
            UserId = id.Subject,
            Username = id.Username,
            AccessToken = tokens.AccessToken!,
            IdToken = tokens.IdToken!,
            RefreshToken = string.IsNullOrEmpty(tokens.RefreshToken) ? null : tokens.RefreshToken,
            DeviceKey = access.Claims.FirstOrDefault(c => c.Type == "device_key")?.Value ?? tokens.NewDeviceMetadata?.DeviceKey,
            BrowserOrigin = redirect is null ? null : Callbacks.OriginOf(redirect),
            ViaPrivateBrowser = attempt is { IsPrivate: true },
            ClockOffsetSeconds = clock.Offset.TotalSeconds,
        };
    }
}
