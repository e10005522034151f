namespace Amplify.Profile;

/// <summary>Checks arguments and hands on: <see cref="IAuthAttributes"/> of one session.</summary>
internal sealed class AuthAttributes(AuthEngine engine, SessionKey key) : IAuthAttributes
{
    /// <summary>Part of what GetUser gives, and never of what a user may set.</summary>
    private static readonly string[] _ofTheService = ["sub", "email_verified", "phone_number_verified", "identities"];

    public Task<IReadOnlyDictionary<string, string>> FetchAsync(FetchAttributesOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Attributes.FetchAsync(key, cancellationToken);

    public Task<VerifiedContacts> FetchVerifiedContactsAsync(FetchAttributesOptions? options = null, CancellationToken cancellationToken = default) =>
        engine.Alive().Attributes.FetchVerifiedContactsAsync(key, cancellationToken);

    public Task<UpdateAttributesResult> UpdateAsync(IReadOnlyDictionary<string, string> attributes, UpdateAttributesOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var copy = new Dictionary<string, string>(attributes, StringComparer.Ordinal);
        CheckNames(copy.Keys, nameof(attributes));
        if (copy.FirstOrDefault(a => a.Value is null).Key is { } name)
        {
            throw new ArgumentException($"The attribute {name} has no value: delete it instead.", nameof(attributes));
        }

        return engine.Alive().Attributes.UpdateAsync(key, copy, options, cancellationToken);
    }

    public Task<DeleteAttributesResult> DeleteAsync(IReadOnlyCollection<string> names, DeleteAttributesOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] copy = [.. names];
        CheckNames(copy, nameof(names));
        return engine.Alive().Attributes.DeleteAsync(key, copy, options, cancellationToken);
    }

    public Task<CodeDelivery?> SendCodeAsync(string name, SendAttributeCodeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return engine.Alive().Attributes.SendCodeAsync(key, name, options, cancellationToken);
    }

    public Task<ConfirmAttributeResult> ConfirmAsync(string name, string code, ConfirmAttributeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return engine.Alive().Attributes.ConfirmAsync(key, name, code.Trim(), options, cancellationToken);
    }

    private static void CheckNames(IReadOnlyCollection<string> names, string parameter)
    {
        if (names.Count == 0 || names.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("There must be at least one attribute, and each must have a name.", parameter);
        }

        if (names.Intersect(_ofTheService, StringComparer.Ordinal).ToArray() is { Length: > 0 } refused)
        {
            throw new ArgumentException($"Only the service sets these attributes: {string.Join(", ", refused)}. Leave them out.", parameter);
        }
    }
}
