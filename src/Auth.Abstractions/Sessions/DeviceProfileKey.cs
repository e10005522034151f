using System.Diagnostics;

namespace Amplify;

/// <summary>
/// Names one device's profile in an engine that serves many users: 128 random bits. The profile (remembered devices, a guest's
/// identity) outlives sessions, so the key belongs into an encrypted, HttpOnly cookie that lives long. It prints redacted.
/// </summary>
[DebuggerDisplay("[device profile key]")]
public sealed class DeviceProfileKey : IEquatable<DeviceProfileKey>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private DeviceProfileKey(string value) => _value = value;

    /// <summary>The key of a process that serves one user (desktop, console): the same in every run.</summary>
    internal static DeviceProfileKey SingleUser { get; } = new("single-user");

    /// <summary>A new key from the operating system's random number generator.</summary>
    public static DeviceProfileKey New() => new(RandomKey.New());

    /// <summary>Reads what <see cref="Reveal"/> gave.</summary>
    /// <param name="text">22 characters of base64url.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty.</exception>
    /// <exception cref="FormatException"><paramref name="text"/> is no such key; the message does not repeat it.</exception>
    public static DeviceProfileKey Parse(string text)
    {
        Require.NotEmpty(text, nameof(text));
        return TryParse(text) ?? throw new FormatException("The text is not a device profile key (22 characters of base64url).");
    }

    /// <summary>Reads what <see cref="Reveal"/> gave; null for anything else, such as a cookie someone made up.</summary>
    /// <param name="text">22 characters of base64url, or anything.</param>
    public static DeviceProfileKey? TryParse(string? text) => RandomKey.Is(text) ? new DeviceProfileKey(text) : null;

    /// <summary>The key as text, to keep in the device's cookie.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(DeviceProfileKey? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DeviceProfileKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Always <c>[device profile key]</c>.</summary>
    public override string ToString() => "[device profile key]";
}
