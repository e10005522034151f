using Amplify.AppClients;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Configuration;
using Amplify.Devices;
using Amplify.Diagnostics;
using Amplify.Sessions;
using Microsoft.Extensions.Logging;

namespace Amplify.UserContexts;

/// <summary>UserContextData of a request: asks the application's provider, and keeps the device's id for it.</summary>
internal sealed class UserContextDatas(IUserContextDataProvider? provider, ApplicationProviders providers, DeviceProfiles profiles, AuthSettings settings, ServiceClock clock, ILogger logger)
{
    private const string Name = nameof(AuthServices.UserContextDataProvider);

    /// <param name="keys">Whose device.</param>
    /// <param name="operation">The operation it goes along with.</param>
    /// <param name="username">The user name in the request.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>Null, which is not sent, where there is nothing to tell.</returns>
    /// <exception cref="AuthException">The provider failed.</exception>
    public async ValueTask<UserContextDataType?> ForAsync(HandleKeys keys, string operation, string username, CancellationToken cancellationToken)
    {
        if (provider is null)
        {
            return null;
        }

        var context = new UserContext
        {
            Operation = operation,
            Username = username,
            UserPoolId = settings.UserPoolId,
            ClientId = settings.ClientId,
            DeviceId = await DeviceIdAsync(keys, cancellationToken).ConfigureAwait(false),
            Time = clock.UtcNow,
        };
        UserContextData? data = await providers.AskAsync(Name, token => provider.GetAsync(context, token), cancellationToken).ConfigureAwait(false);
        return data is null ? null : new UserContextDataType { EncodedData = data.EncodedData, IpAddress = data.IpAddress };
    }

    private async Task<string> DeviceIdAsync(HandleKeys keys, CancellationToken cancellationToken)
    {
        string made = Guid.NewGuid().ToString();
        try
        {
            DeviceProfileDocument profile = await profiles.ReadAsync(keys, cancellationToken).ConfigureAwait(false);
            profile = profile.ContextId is not null
                ? profile
                : await profiles.UpdateAsync(keys, d => d.ContextId is null ? d.WithContextId(made) : d, cancellationToken).ConfigureAwait(false);
            return profile.ContextId ?? made;
        }
        catch (AuthException e)
        {
            // An id for this time only: the service takes the device for a new one.
            Log.DeviceProfileNotSaved(logger, e);
            return made;
        }
    }
}
