namespace Amplify.Sessions;

/// <summary>Everything known about a session at one moment. Immutable; swapped whole.</summary>
internal sealed class SessionView
{
    /// <summary>What applications see while the tokens are valid, or while nobody is signed in.</summary>
    public required AuthSession Session { get; init; }

    /// <summary>Null when nobody is signed in.</summary>
    public SessionDocument? Document { get; init; }

    /// <summary>The stored document's version; null when there is none.</summary>
    public string? ETag { get; init; }

    /// <summary>When the first of the two tokens expires, on the service's clock.</summary>
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>From when on to renew, on the service's clock.</summary>
    public DateTimeOffset RefreshAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Whether somebody is signed in, with the user pool or with another provider.</summary>
    public bool HasUser => Document is not null;

    /// <summary>Whether it is with another provider: there are no tokens to renew.</summary>
    public bool IsFederated => Document?.Federation is not null;

    /// <summary>False when the signatures of its tokens could not be checked: whoever is signed in is then not told of it, and sees no claim and no token.</summary>
    public bool Trusted { get; init; } = true;

    /// <summary>Whether both are sessions of one user, or of nobody.</summary>
    public bool IsOfSameUserAs(SessionView other) => string.Equals(Document?.UserId, other.Document?.UserId, StringComparison.Ordinal);
}
