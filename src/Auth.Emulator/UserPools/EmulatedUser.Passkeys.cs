namespace Amplify.Emulator;

/// <content>The passkeys of a user.</content>
public sealed partial class EmulatedUser
{
    /// <summary>The registered passkeys, oldest first.</summary>
    public IReadOnlyList<EmulatedPasskey> Passkeys
    {
        get
        {
            lock (_pool.Gate)
            {
                return KnownPasskeys.All;
            }
        }
    }

    internal UserPasskeys KnownPasskeys { get; } = new();

    /// <summary>The id under which authenticators know the user.</summary>
    internal byte[] PasskeyHandle => System.Text.Encoding.UTF8.GetBytes(Sub);
}
