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
        Dictionary<string, string>? given = CopyOf(ofCall);
        Dictionary<string, string>? merged = null;
        if (provider is not null)
        {
            var context = new ClientMetadataContext { Operation = operation, Username = username };
            merged = await providers.AskAsync(Name, token => AskAsync(provider, context, token), cancellationToken).ConfigureAwait(false);
        }

        if (merged is null)
        {
            return given;
        }

        foreach ((string key, string value) in given ?? [])
        {
            merged[key] = value;
        }

        return merged;
    }

    /// <summary>What a caller gave, as it was when the call began: taken before anything is waited for.</summary>
    public static Dictionary<string, string>? CopyOf(IReadOnlyDictionary<string, string>? given) => given is null ? null : new Dictionary<string, string>(given);

    /// <summary>The map is the application's code as much as the delegate is: reading it may fail, and takes a copy that nobody changes.</summary>
    private static async ValueTask<Dictionary<string, string>?> AskAsync(
        Func<ClientMetadataContext, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>> ask,
        ClientMetadataContext context,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? provided = await ask(context, cancellationToken).ConfigureAwait(false);
        return CopyOf(provided);
    }
}
