using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Amplify.Emulator;

/// <summary>Builds <see cref="Html"/> from an interpolated text: what stands in the text is markup, what is put into it is not.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler
{
    private readonly StringBuilder _markup;

    public HtmlHandler(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

    public void AppendFormatted(string? text) => _markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public override string ToString() => _markup.ToString();
}
