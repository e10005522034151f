namespace Amplify.AppClients;

/// <summary>ClientMetadata of a request: the provider's entries, and over them, key by key, those of the call's options.</summary>
internal sealed class ClientMetadata(
    Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? provider,
    ApplicationProviders providers)
{
    private const string Name = nameof(AuthServices.ClientMetadataProvider);

    /// <param name="operation">The operation it goes along with.</param>
    /// <param name="username">The user name, where it is known.</param>
    /// <param name="ofCall">What the caller's options hold.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>As the service's requests take it: null, which is not sent, where nobody gave any.</returns>
    /// <exception cref="AuthException">The provider failed.</exception>
    public async ValueTask<Dictionary<string, string>?> ForAsync(string operation, string? username, IReadOnlyDictionary<string, string>? ofCall, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? provided = null;
        if (provider is not null)
        {
            var context = new ClientMetadataContext { Operation = operation, Username = username };
            provided = await providers.AskAsync(Name, token => CopyAsync(provider(context, token)), cancellationToken).ConfigureAwait(false);
        }

        if (provided is null)
        {
            return ofCall is null ? null : new Dictionary<string, string>(ofCall);
        }

        var merged = new Dictionary<string, string>(provided, StringComparer.Ordinal);
        foreach ((string key, string value) in ofCall ?? new Dictionary<string, string>())
        {
            merged[key] = value;
        }

        return merged;
    }

    /// <summary>Copied within the guard: the dictionary is the application's, which may be changing it at this moment.</summary>
    private static async ValueTask<IReadOnlyDictionary<string, string>?> CopyAsync(ValueTask<IReadOnlyDictionary<string, string>?> provided) =>
        await provided.ConfigureAwait(false) is { } values ? new Dictionary<string, string>(values, StringComparer.Ordinal) : null;
}
