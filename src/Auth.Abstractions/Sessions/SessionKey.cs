using System.Diagnostics;

namespace Amplify;

/// <summary>
/// Names one user's session in an engine that serves many: 128 random bits. Whoever holds it is that user, so it prints
/// redacted; keep it where session ids belong (an encrypted, HttpOnly cookie), never in a URL or a log.
/// </summary>
[DebuggerDisplay("[session key]")]
public sealed class SessionKey : IEquatable<SessionKey>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private SessionKey(string value) => _value = value;

    /// <summary>The key of the one user of a process (desktop, console): the same in every run.</summary>
    internal static SessionKey SingleUser { get; } = new("single-user");

    /// <summary>A new key from the operating system's random number generator.</summary>
    public static SessionKey New() => new(RandomKey.New());

    /// <summary>Reads what <see cref="Reveal"/> gave.</summary>
    /// <param name="text">22 characters of base64url.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty.</exception>
    /// <exception cref="FormatException"><paramref name="text"/> is no session key; the message does not repeat it.</exception>
    public static SessionKey Parse(string text)
    {
        Require.NotEmpty(text, nameof(text));
        return TryParse(text) ?? throw new FormatException("The text is not a session key (22 characters of base64url).");
    }

    /// <summary>Reads what <see cref="Reveal"/> gave; null for anything else, such as a cookie someone made up.</summary>
    /// <param name="text">22 characters of base64url, or anything.</param>
    public static SessionKey? TryParse(string? text) => RandomKey.Is(text) ? new SessionKey(text) : null;

    /// <summary>The key as text, to keep in the user's cookie or an application's own table.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(SessionKey? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SessionKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Always <c>[session key]</c>.</summary>
    public override string ToString() => "[session key]";
}
