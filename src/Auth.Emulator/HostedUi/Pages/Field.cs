namespace Amplify.Emulator;

/// <summary>A labelled input.</summary>
internal sealed class Field(string name, string label)
{
    public string Type { get; init; } = "text";

    /// <summary>What the browser may fill in (the <c>autocomplete</c> attribute).</summary>
    public required string Autocomplete { get; init; }

    public string? Value { get; init; }

    public string? Hint { get; init; }

    public bool Focus { get; init; }

    public bool IsCode { get; init; }

    public static Field Code(string name, string label, bool focus = true) => new(name, label) { Autocomplete = "one-time-code", IsCode = true, Focus = focus };

    /// <param name="message">What the page says; an error about this field marks it and gives it the focus.</param>
    public Html Render(Message message) => Html.Format(
        $"""
        <div class="field"><label for="{name}">{label}</label><input{Html.Join(Attributes(message))}/>{(Hint is null ? Html.None : Html.Format($"""<p class="hint" id="{HintId}">{Hint}</p>"""))}</div>

        """);

    private string HintId => $"{name}-hint";

    private IEnumerable<Html> Attributes(Message message)
    {
        bool invalid = message.Marks(name);
        bool focus = message.Field is { } wrong ? wrong == name : Focus;
        string described = string.Join(' ', ((string?[])[invalid ? "error" : null, Hint is null ? null : HintId]).OfType<string>());
        (string Name, string? Value)[] all =
        [
            ("id", name),
            ("name", name),
            ("type", Type),
            ("autocomplete", Autocomplete),
            ("value", Value ?? ""),
            ("required", "required"),
            ("autofocus", focus ? "autofocus" : null),
            ("aria-invalid", invalid ? "true" : null),
            ("aria-describedby", described.Length > 0 ? described : null),
            ("class", IsCode ? "code" : null),
            ("inputmode", IsCode ? "numeric" : null),
            ("spellcheck", Type == "text" ? "false" : null),
            ("autocapitalize", Type == "text" ? "none" : null),
        ];
        return all.Where(attribute => attribute.Value is not null).Select(attribute => Html.Format($" {attribute.Name}=\"{attribute.Value}\""));
    }
}
