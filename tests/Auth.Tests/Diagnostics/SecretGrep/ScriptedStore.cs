using System.Text;
using Amplify.Sessions;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>A store that can be made to fail, or to give back a piece of a document instead of a whole one.</summary>
internal sealed class ScriptedStore(ISessionStore inner) : ISessionStore
{
    public bool Fails { get; set; }

    /// <summary>What every read gives instead of what was written; null for what was written.</summary>
    public string? Damaged { get; init; }

    public async ValueTask<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        StoredDocument? stored = await inner.ReadAsync(key, cancellationToken);
        return Damaged is null ? stored : new StoredDocument(Encoding.UTF8.GetBytes(Damaged), "damaged");
    }

    public ValueTask<string?> ReadETagAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.ReadETagAsync(key, cancellationToken);
    }

    public ValueTask<string?> WriteAsync(DocumentKey key, ReadOnlyMemory<byte> content, WriteCondition condition, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.WriteAsync(key, content, condition, expiresAt, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(DocumentKey key, WriteCondition condition, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.DeleteAsync(key, condition, cancellationToken);
    }

    private void ThrowIfFailing()
    {
        if (Fails)
        {
            throw new IOException("The disk is gone.");
        }
    }
}
