using Amazon.Runtime.Documents;

namespace Amplify.Passkeys;

/// <summary>Checks arguments and hands on: <see cref="IAuthPasskeys"/> of one session.</summary>
internal sealed class AuthPasskeys(AuthEngine engine, SessionKey key) : IAuthPasskeys
{
    private const int MaxPageSize = 20;

    public Task AssociateAsync(AssociatePasskeyOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Passkeys.AssociateAsync(key, cancellationToken);

    public Task<string> BeginRegistrationAsync(BeginPasskeyRegistrationOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Passkeys.BeginAsync(key, cancellationToken);

    public Task CompleteRegistrationAsync(string credentialJson, CompletePasskeyRegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(credentialJson);
        Document credential = PasskeyEngine.Read(credentialJson) ?? throw new ArgumentException("The credential is no JSON object, as authenticators answer with.", nameof(credentialJson));
        return engine.Alive().Passkeys.CompleteAsync(key, credential, cancellationToken);
    }

    public Task<PasskeyPage> ListAsync(ListPasskeysOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { PageSize: < 1 or > MaxPageSize })
        {
            throw new ArgumentException($"ListPasskeysOptions.PageSize is {options.PageSize}: it must lie between 1 and {MaxPageSize}.", nameof(options));
        }

        return engine.Alive().Passkeys.ListAsync(key, options, cancellationToken);
    }

    public Task DeleteAsync(string passkeyId, DeletePasskeyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(passkeyId);
        return engine.Alive().Passkeys.DeleteAsync(key, passkeyId, cancellationToken);
    }
}
