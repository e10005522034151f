using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Amplify.Tokens;

/// <summary>
/// A <see cref="Utf8JsonReader"/> that also refuses what readers disagree about: one member twice in an object (however it is
/// spelt), text that is not Unicode, and objects nested deeper than any token's. Throws the refusal of a token.
/// </summary>
internal ref struct StrictJsonReader
{
    private const int MaxDepth = 16;

    // Each name is compared with each other of its object: cheap up to here, and no token has more.
    private const int MaxNames = 512;

    private readonly ReadOnlySpan<byte> _json;
    private readonly string _part;
    private Utf8JsonReader _reader;
    private Name[] _names;
    private int _count;

    /// <param name="json">The text.</param>
    /// <param name="part">What to call it in a refusal, such as <c>header</c>.</param>
    public StrictJsonReader(ReadOnlySpan<byte> json, string part)
    {
        _json = json;
        _part = part;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        _names = ArrayPool<Name>.Shared.Rent(64);
    }

    public readonly JsonTokenType TokenType => _reader.TokenType;

    /// <summary>0 on the root, 1 on its members and their values, and so on.</summary>
    public readonly int Depth => _reader.CurrentDepth;

    /// <summary>Whether the reader stands on the name of a member of the root.</summary>
    public readonly bool IsRootMember => _reader.TokenType == JsonTokenType.PropertyName && _reader.CurrentDepth == 1;

    /// <summary>Where the token starts in the text.</summary>
    public readonly int Start => (int)_reader.TokenStartIndex;

    /// <summary>Where the token ends in the text.</summary>
    public readonly int End => (int)_reader.BytesConsumed;

    /// <summary>Goes to the root object.</summary>
    public void ReadRoot()
    {
        if (!Utf8.IsValid(_json))
        {
            throw TokenRefusal.Because($"its {_part} is not UTF-8");
        }

        if (!Read() || TokenType != JsonTokenType.StartObject)
        {
            throw TokenRefusal.Because($"its {_part} is not a JSON object");
        }
    }

    public bool Read()
    {
        try
        {
            if (!_reader.Read())
            {
                return false;
            }
        }
        catch (JsonException)
        {
            // Not handed on as the cause: it quotes the text.
            throw TokenRefusal.Because($"its {_part} is not JSON, or nested too deeply");
        }

        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Push(new Name { Opens = true });
                break;
            case JsonTokenType.EndObject:
                while (!_names[--_count].Opens)
                {
                }

                break;
            case JsonTokenType.PropertyName:
                AddName();
                break;
            case JsonTokenType.String when _reader.ValueIsEscaped:
                _ = Unescape();
                break;
        }

        return true;
    }

    /// <summary>From the start of an object or list to its end.</summary>
    public void SkipChildren()
    {
        int depth = Depth;
        while (Read() && Depth > depth)
        {
        }
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    /// <summary>The text the reader stands on; null when it is no text.</summary>
    public readonly string? Text() => _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? _reader.GetString() : null;

    /// <summary>The whole number the reader stands on; null when it is none.</summary>
    public readonly long? WholeNumber() => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long number) ? number : null;

    public void Dispose()
    {
        Name[] names = _names;
        _names = [];
        ArrayPool<Name>.Shared.Return(names, clearArray: true);
    }

    private void AddName()
    {
        Name added = _reader.ValueIsEscaped
            ? new Name { Unescaped = Unescape() }
            : new Name { Start = Start + 1, Length = _reader.ValueSpan.Length };
        ReadOnlySpan<byte> text = TextOf(added);
        for (int i = _count - 1; !_names[i].Opens; i--)
        {
            if (text.SequenceEqual(TextOf(_names[i])))
            {
                throw TokenRefusal.Because($"its {_part} has a member twice");
            }
        }

        Push(added);
    }

    private void Push(Name name)
    {
        if (_count == MaxNames)
        {
            throw TokenRefusal.Because($"its {_part} has too many members");
        }

        if (_count == _names.Length)
        {
            Name[] larger = ArrayPool<Name>.Shared.Rent(_count * 2);
            _names.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<Name>.Shared.Return(_names, clearArray: true);
            _names = larger;
        }

        _names[_count++] = name;
    }

    private readonly ReadOnlySpan<byte> TextOf(Name name) => name.Unescaped ?? _json.Slice(name.Start, name.Length);

    private readonly byte[] Unescape()
    {
        var bytes = new byte[_reader.ValueSpan.Length];
        try
        {
            return bytes[.._reader.CopyString(bytes)];
        }
        catch (InvalidOperationException)
        {
            throw TokenRefusal.Because($"its {_part} holds half a surrogate pair");
        }
    }

    /// <summary>A member's name, or the mark where an object's names begin.</summary>
    private struct Name
    {
        public bool Opens;
        public int Start;
        public int Length;
        public byte[]? Unescaped;
    }
}
