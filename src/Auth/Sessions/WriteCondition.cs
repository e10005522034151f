namespace Amplify.Sessions;

/// <summary>What must hold for a write or a delete to happen.</summary>
public readonly struct WriteCondition : IEquatable<WriteCondition>
{
    private readonly byte _kind;

    private WriteCondition(byte kind, string? eTag)
    {
        _kind = kind;
        ETag = eTag;
    }

    /// <summary>Nothing: always.</summary>
    public static WriteCondition None => default;

    /// <summary>There is no such document (or it has expired).</summary>
    public static WriteCondition Absent => new(1, null);

    /// <summary>The ETag the document must have; null for the other conditions.</summary>
    public string? ETag { get; }

    /// <summary>Whether this is <see cref="Absent"/>.</summary>
    public bool MustBeAbsent => _kind == 1;

    /// <summary>The document is there in exactly this version.</summary>
    /// <param name="eTag">The version last read or written.</param>
    /// <exception cref="ArgumentException"><paramref name="eTag"/> is null or empty.</exception>
    public static WriteCondition Matches(string eTag)
    {
        ArgumentException.ThrowIfNullOrEmpty(eTag);
        return new WriteCondition(2, eTag);
    }

    /// <summary>Whether the condition holds for a document.</summary>
    /// <param name="currentETag">The ETag of the document in the store; null when there is none.</param>
    public bool HoldsFor(string? currentETag) => _kind switch
    {
        0 => true,
        1 => currentETag is null,
        _ => string.Equals(ETag, currentETag, StringComparison.Ordinal),
    };

    /// <summary>Whether two conditions are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(WriteCondition left, WriteCondition right) => left.Equals(right);

    /// <summary>Whether two conditions differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(WriteCondition left, WriteCondition right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WriteCondition other) => _kind == other._kind && string.Equals(ETag, other.ETag, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WriteCondition other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, ETag);
}
