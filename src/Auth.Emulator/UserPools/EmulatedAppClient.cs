using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>An app client of an emulated user pool.</summary>
public sealed class EmulatedAppClient
{
    private const int MostSecrets = 2;
    private readonly List<string> _secrets;

    internal EmulatedAppClient(EmulatedUserPool pool, AppClientSettings settings)
    {
        settings.Check();
        Pool = pool;
        Settings = settings;
        Id = RandomText.Of(RandomText.LowerAlphanumeric, 26);
        _secrets = settings.GenerateSecret ? [NewSecret()] : [];
    }

    /// <summary>The client id: 26 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>The newest client secret; <see langword="null"/> for a public client.</summary>
    public string? ClientSecret
    {
        get
        {
            lock (Pool.Gate)
            {
                return _secrets.LastOrDefault();
            }
        }
    }

    /// <summary>The secrets that are valid now, oldest first: none, one, or two while they are being rotated.</summary>
    public IReadOnlyList<string> ClientSecrets
    {
        get
        {
            lock (Pool.Gate)
            {
                return [.. _secrets];
            }
        }
    }

    /// <summary>The pool it belongs to.</summary>
    public EmulatedUserPool Pool { get; }

    /// <summary>The settings it was made with.</summary>
    public AppClientSettings Settings { get; }

    /// <summary>Gives the client a second secret; both are valid until one is removed.</summary>
    /// <returns>The new secret.</returns>
    /// <exception cref="InvalidOperationException">The client is public, or has two secrets already.</exception>
    public string AddSecret()
    {
        lock (Pool.Gate)
        {
            if (_secrets.Count is 0 or MostSecrets)
            {
                throw new InvalidOperationException(_secrets.Count == 0 ? "A public client has no secrets." : $"A client has {MostSecrets} secrets at most.");
            }

            _secrets.Add(NewSecret());
            return _secrets[^1];
        }
    }

    /// <summary>Makes a secret invalid.</summary>
    /// <param name="secret">One of <see cref="ClientSecrets"/>.</param>
    /// <exception cref="InvalidOperationException">The client does not have it, or has no other.</exception>
    public void RemoveSecret(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        lock (Pool.Gate)
        {
            if (_secrets.Count < MostSecrets || !_secrets.Remove(secret))
            {
                throw new InvalidOperationException("The client has no such secret, or no other one.");
            }
        }
    }

    /// <summary>Checks a SECRET_HASH over any of the names the caller may rightly have used.</summary>
    /// <exception cref="ServiceException">It is missing, wrong or not expected.</exception>
    internal void CheckSecretHash(string? secretHash, params ReadOnlySpan<string> usernames)
    {
        IReadOnlyList<string> secrets = ClientSecrets;
        if (secrets.Count == 0)
        {
            if (secretHash is not null && Pool.State.Unsettled.RefuseUnexpectedSecretHash)
            {
                throw WrongSecretHash();
            }

            return;
        }

        if (secretHash is null)
        {
            throw ServiceException.NotAuthorized($"Client {Id} is configured with secret but SECRET_HASH was not received");
        }

        foreach (string username in usernames)
        {
            byte[] message = Encoding.UTF8.GetBytes(username + Id);
            if (secrets.Any(secret => secretHash == Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), message))))
            {
                return;
            }
        }

        throw WrongSecretHash();
    }

    /// <exception cref="ServiceException">The client may not write one of the attributes.</exception>
    internal void CheckWritable(IEnumerable<string> attributes)
    {
        if (Settings.WriteAttributes is { } writable && attributes.Any(attribute => !writable.Contains(attribute)))
        {
            throw AttributeRules.Unauthorized();
        }
    }

    /// <summary>What the client may tell of its surroundings: the user's address only with a secret, and where that is switched on.</summary>
    internal UserContext? Accepted(UserContext? told) => told is null || (ClientSecret is not null && Settings.EnablePropagateAdditionalUserContextData)
        ? told
        : new UserContext { EncodedData = told.EncodedData };

    /// <summary>Whether the request brings one of the secrets; none from a public client.</summary>
    internal bool HasSecret(string? secret)
    {
        IReadOnlyList<string> secrets = ClientSecrets;
        return secrets.Count == 0 ? secret is null : secret is not null && secrets.Contains(secret);
    }

    /// <summary>The hash that the pages of the hosted UI, which know the secret, send along; <see langword="null"/> for a public client.</summary>
    internal string? SecretHash(string username) => ClientSecret is { } secret
        ? Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username + Id)))
        : null;

    private static string NewSecret() => RandomText.Of(RandomText.LowerAlphanumeric, 51);

    internal ServiceException WrongSecretHash() => ServiceException.NotAuthorized($"Unable to verify secret hash for client {Id}");
}
