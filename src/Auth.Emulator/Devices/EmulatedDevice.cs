namespace Amplify.Emulator;

/// <summary>A device that a user has signed in with in a pool that keeps track of devices.</summary>
public sealed class EmulatedDevice
{
    internal EmulatedDevice(string region, DateTimeOffset now)
    {
        Key = $"{region}_{Guid.NewGuid()}";
        GroupKey = $"-{RandomText.Of(RandomText.Alphanumeric, 8)}";
        CreatedAt = ModifiedAt = LastAuthenticatedAt = now;
    }

    /// <summary>The device key: the region and a UUID.</summary>
    public string Key { get; }

    /// <summary>The key of its group, which goes into the device's SRP.</summary>
    public string GroupKey { get; }

    /// <summary>The name it was confirmed with.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether it takes part in sign-ins: at once, or in opt-in pools once the user has said so.</summary>
    public bool IsRemembered { get; private set; }

    /// <summary>When its key was given out, by the emulator's clock.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it was confirmed or its status changed last.</summary>
    public DateTimeOffset ModifiedAt { get; private set; }

    /// <summary>When it was confirmed or proved itself last.</summary>
    public DateTimeOffset LastAuthenticatedAt { get; private set; }

    /// <summary>The IP address of the last sign-in with it, as far as the client told.</summary>
    public string? LastIpAddress { get; private set; }

    /// <summary>What the device proves itself against; <see langword="null"/> until it is confirmed.</summary>
    internal PasswordVerifier? Verifier { get; private set; }

    internal bool IsConfirmed => Verifier is not null;

    internal bool IsForgotten { get; private set; }

    internal void Confirm(PasswordVerifier verifier, string? name, bool remember, DateTimeOffset now)
    {
        Verifier = verifier;
        Name = name;
        IsRemembered = remember;
        ModifiedAt = LastAuthenticatedAt = now;
    }

    internal void Remember(bool remember, DateTimeOffset now)
    {
        IsRemembered = remember;
        ModifiedAt = now;
    }

    internal void SeenAt(string? ipAddress) => LastIpAddress = ipAddress ?? LastIpAddress;

    internal void Authenticated(DateTimeOffset now) => LastAuthenticatedAt = now;

    internal void Forget() => IsForgotten = true;
}
