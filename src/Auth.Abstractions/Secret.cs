using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Amplify;

/// <summary>
/// A password, code, token or key: text that may be used but must not be seen. It prints, serialises and debugs as
/// <c>[secret]</c>, has no implicit conversion and no JSON converter; only <see cref="Reveal"/> hands the text out.
/// </summary>
/// <remarks>
/// Comparison with <see cref="Equals(Secret)"/> takes time that depends on the lengths only. Configuration binders may make a
/// secret from text (a type converter reads, and never writes).
/// </remarks>
[DebuggerDisplay("[secret]")]
[TypeConverter(typeof(SecretTypeConverter))]
public sealed class Secret : IEquatable<Secret>
{
    internal const string Redacted = "[secret]";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a text.</summary>
    /// <param name="value">The text; not null or empty.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public Secret(string value)
    {
        Require.NotEmpty(value, nameof(value));
        _value = value;
    }

    /// <summary>The text itself. Hand it to the call that needs it, and nowhere else.</summary>
    public string Reveal() => _value;

    /// <summary>Whether both hold the same text, compared in constant time for equal lengths.</summary>
    /// <param name="other">The other secret.</param>
    public bool Equals(Secret? other)
    {
        if (other is null || other._value.Length != _value.Length)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < _value.Length; i++)
        {
            difference |= _value[i] ^ other._value[i];
        }

        return difference == 0;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>A hash of the text, randomised per process as every string's is.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Always <c>[secret]</c>.</summary>
    public override string ToString() => Redacted;

    internal byte[] ToUtf8() => Encoding.UTF8.GetBytes(_value);
}
