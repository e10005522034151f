using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>An app client of an emulated user pool.</summary>
public sealed class EmulatedAppClient
{
    internal EmulatedAppClient(EmulatedUserPool pool, AppClientSettings settings)
    {
        settings.Check();
        Pool = pool;
        Settings = settings;
        Id = RandomText.Of(RandomText.LowerAlphanumeric, 26);
        ClientSecret = settings.GenerateSecret ? RandomText.Of(RandomText.LowerAlphanumeric, 51) : null;
    }

    /// <summary>The client id: 26 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>The client secret; <see langword="null"/> for a public client.</summary>
    public string? ClientSecret { get; }

    /// <summary>The pool it belongs to.</summary>
    public EmulatedUserPool Pool { get; }

    /// <summary>The settings it was made with.</summary>
    public AppClientSettings Settings { get; }

    /// <summary>Checks a SECRET_HASH over any of the names the caller may rightly have used.</summary>
    /// <exception cref="ServiceException">It is missing, wrong or not expected.</exception>
    internal void CheckSecretHash(string? secretHash, params ReadOnlySpan<string> usernames)
    {
        if (ClientSecret is null)
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
            byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), Encoding.UTF8.GetBytes(username + Id));
            if (secretHash == Convert.ToBase64String(expected))
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

    internal bool HasSecret(string? secret) => secret == ClientSecret;

    internal ServiceException WrongSecretHash() => ServiceException.NotAuthorized($"Unable to verify secret hash for client {Id}");
}
