namespace Amplify.Sessions;

/// <summary>
/// Names a document in an <see cref="ISessionStore"/>. Its id is a hash of the session key, so that whoever reads the
/// store's keys cannot take over a session.
/// </summary>
public sealed class DocumentKey : IEquatable<DocumentKey>
{
    private readonly string _path;

    /// <summary>Names a document.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="userPoolId">The user pool's id.</param>
    /// <param name="clientId">The app client's id.</param>
    /// <param name="id">The document's own id: letters, digits, hyphen and underscore.</param>
    /// <exception cref="ArgumentException">A text is null or empty.</exception>
    public DocumentKey(DocumentKind kind, string userPoolId, string clientId, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(userPoolId);
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentException.ThrowIfNullOrEmpty(id);
        Kind = kind;
        UserPoolId = userPoolId;
        ClientId = clientId;
        Id = id;
        _path = $"{(kind == DocumentKind.Session ? "session" : "device")}/{userPoolId}/{clientId}/{id}";
    }

    /// <summary>What the document is about.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The user pool's id.</summary>
    public string UserPoolId { get; }

    /// <summary>The app client's id.</summary>
    public string ClientId { get; }

    /// <summary>The document's own id.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public bool Equals(DocumentKey? other) => other is not null && string.Equals(_path, other._path, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_path);

    /// <summary>Kind, pool, client and id, separated by slashes: unique, stable, fit for a table's key or a file's name once encoded.</summary>
    public override string ToString() => _path;
}
