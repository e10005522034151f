namespace Amplify.Samples;

/// <summary>Whose program this pretends to be.</summary>
internal static class Product
{
    /// <summary>Authenticator apps list accounts under it. Short: every letter makes the QR code bigger.</summary>
    public const string Name = "Acme";
}
