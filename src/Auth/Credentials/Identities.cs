using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.Credentials;

/// <summary>
/// Which identity credentials are asked for. A guest's is kept in the device profile, so that the next run is the same guest; a user
/// who signs in takes it over; one that is gone is replaced, once.
/// </summary>
internal sealed class Identities(AuthSettings settings, IdentityPool pool, DeviceProfiles profiles, ILogger logger)
{
    /// <param name="keys">Whose device; null where there is none (an API that acts for its caller).</param>
    /// <param name="login">Who asks.</param>
    /// <param name="known">The identity that credentials were asked for before; null for none.</param>
    /// <param name="remember">Told the identity as soon as there is one; says whether whoever asked is still there. Null: there is nobody to tell.</param>
    /// <exception cref="AuthException">A service, the network or the store failed.</exception>
    public async Task<ObtainedCredentials> ObtainAsync(HandleKeys? keys, Login login, string? known, Func<string, bool>? remember = null)
    {
        string? guest = keys is not null && known is null && settings.AllowGuests ? await GuestOfAsync(keys, login).ConfigureAwait(false) : null;
        string? old = known ?? guest;
        ObtainedCredentials obtained;
        try
        {
            string id = old ?? await NewAsync(keys, login, gone: null).ConfigureAwait(false);
            remember?.Invoke(id);
            obtained = await pool.ObtainAsync(id, login).ConfigureAwait(false);
        }
        catch (AuthException e) when (old is not null && IsGone(e.Error))
        {
            Log.IdentityGone(logger, e.Reason, e.Code);
            string id = await NewAsync(keys, login, gone: old).ConfigureAwait(false);
            remember?.Invoke(id);
            obtained = await pool.ObtainAsync(id, login).ConfigureAwait(false);
        }

        if (login.IsGuest && guest != obtained.IdentityId)
        {
            await KeepGuestAsync(keys, obtained.IdentityId, old, remember).ConfigureAwait(false);
        }
        else if (guest is not null && !login.IsGuest)
        {
            await ForgetGuestAsync(keys!, guest).ConfigureAwait(false);
        }

        bool tookOver = guest is not null && !login.IsGuest;
        return tookOver || (old is not null && old != obtained.IdentityId) ? obtained.Instead(old) : obtained;
    }

    /// <summary>The identity was deleted, or belongs to others by now.</summary>
    private static bool IsGone(AuthError error) => error.Code switch
    {
        "ResourceNotFoundException" => Says(error, "Identity '"),
        "ResourceConflictException" => true,
        "NotAuthorizedException" => Says(error, "Access to Identity") || Says(error, "Logins don't match"),
        _ => false,
    };

    private static bool Says(AuthError error, string text) => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    private async Task<string> NewAsync(HandleKeys? keys, Login login, string? gone)
    {
        string id = await pool.GetIdAsync(login).ConfigureAwait(false);
        return login.IsGuest ? await KeepGuestAsync(keys, id, gone).ConfigureAwait(false) : id;
    }

    /// <summary>A guest must be the same one again. To a user it is a bonus, which must not cost the credentials.</summary>
    private async Task<string?> GuestOfAsync(HandleKeys keys, Login login)
    {
        try
        {
            return (await profiles.ReadAsync(keys, CancellationToken.None).ConfigureAwait(false)).GuestOf(settings.IdentityPool!.Id);
        }
        catch (AuthException e) when (!login.IsGuest)
        {
            Log.GuestNotTakenOver(logger, e);
            return null;
        }
    }

    /// <summary>Keeps a guest's identity, unless another process has just kept one: then that one counts.</summary>
    /// <param name="keys">Whose device.</param>
    /// <param name="identityId">The guest's identity.</param>
    /// <param name="instead">One that is gone, which it takes the place of.</param>
    /// <param name="remember">Says whether the guest is still there: a user who signed in meanwhile may have taken the identity over already.</param>
    private async Task<string> KeepGuestAsync(HandleKeys? keys, string identityId, string? instead, Func<string, bool>? remember = null)
    {
        if (keys is null)
        {
            return identityId;
        }

        string pool = settings.IdentityPool!.Id;
        try
        {
            DeviceProfileDocument profile = await profiles.UpdateAsync(
                keys,
                p => (p.GuestOf(pool) is { } kept && kept != instead) || remember?.Invoke(identityId) == false ? p : p.WithGuest(pool, identityId),
                CancellationToken.None).ConfigureAwait(false);
            return profile.GuestOf(pool) ?? identityId;
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotSaved(logger, e);
            return identityId;
        }
    }

    private async Task ForgetGuestAsync(HandleKeys keys, string guest)
    {
        try
        {
            await profiles.UpdateAsync(keys, p => p.WithoutGuest(settings.IdentityPool!.Id, guest), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthException e)
        {
            Log.DeviceProfileNotSaved(logger, e);
        }
    }
}
