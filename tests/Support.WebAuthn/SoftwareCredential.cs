using System.Buffers.Text;
using System.Security.Cryptography;

namespace Amplify.Tests;

/// <summary>One passkey of a <see cref="SoftwareAuthenticator"/>.</summary>
internal sealed class SoftwareCredential(string relyingPartyId, byte[] userHandle, SoftwareKey key)
{
    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(32);

    public string IdText => Base64Url.EncodeToString(Id);

    public string RelyingPartyId { get; } = relyingPartyId;

    public byte[] UserHandle { get; } = userHandle;

    public SoftwareKey Key { get; } = key;

    /// <summary>How often it has signed.</summary>
    public uint Counter { get; set; }
}
