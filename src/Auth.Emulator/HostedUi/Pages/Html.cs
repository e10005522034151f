namespace Amplify.Emulator;

/// <summary>Markup. The only way to make it is <see cref="Format"/>, which encodes every value that is not markup itself.</summary>
internal readonly struct Html
{
    public static readonly Html None;
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Format(HtmlHandler markup) => new(markup.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _markup ?? "";
}
