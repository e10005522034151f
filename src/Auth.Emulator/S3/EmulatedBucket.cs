using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>
/// A bucket. Each identity reads and writes below <c>private/{identityId}/</c>, its own; below <c>public/</c> everyone reads and those who have signed in write.
/// Everything else is denied.
/// </summary>
public sealed partial class EmulatedBucket
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, EmulatedObject> _objects = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;

    internal EmulatedBucket(string name, TimeProvider clock)
    {
        Name = name;
        _clock = clock;
        Uploads = new UploadBook();
    }

    /// <summary>The bucket's name.</summary>
    public string Name { get; }

    /// <summary>Its objects, in the order of their keys.</summary>
    public IReadOnlyList<EmulatedObject> Objects
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Values];
            }
        }
    }

    internal UploadBook Uploads { get; }

    /// <summary>Finds an object.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The object, or <see langword="null"/>.</returns>
    public EmulatedObject? Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_gate)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    /// <summary>Puts an object, whoever may read it; one of the same key is replaced.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">Its content.</param>
    /// <param name="contentType">Its content type.</param>
    /// <returns>The object.</returns>
    public EmulatedObject Put(string key, ReadOnlyMemory<byte> content, string contentType = "binary/octet-stream")
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        byte[] bytes = content.ToArray();
        var made = new EmulatedObject(key, bytes, TagOf(bytes), _clock.GetUtcNow()) { ContentType = contentType };
        Put(made);
        return made;
    }

    /// <summary>Deletes an object.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        lock (_gate)
        {
            return _objects.Remove(key);
        }
    }

    internal void Put(EmulatedObject made)
    {
        lock (_gate)
        {
            _objects[made.Key] = made;
        }
    }

    /// <exception cref="ArgumentException">It is no bucket's name.</exception>
    internal static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!Form().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no bucket name: 3 to 63 lower-case letters, digits and hyphens.", nameof(name));
        }

        if (Pages.Contains(name))
        {
            throw new ArgumentException($"'{name}' is the address of a page of the emulator.", nameof(name));
        }
    }

    // S3 demands MD5 as the entity tag; nothing rests on its strength.
#pragma warning disable CA5351 // The protocol's choice.
    internal static string TagOf(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351

    // Paths of the hosted UI and of the emulator's own services.
    private static readonly HashSet<string> Pages =
        new(["apis", "hosted-ui", "providers", "oauth2", "saml2", "login", "logout", "signup", "error", "confirm", "confirmuser", "forgotpassword", "mfa", "passkeys"], StringComparer.Ordinal);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\\z")]
    private static partial Regex Form();
}
