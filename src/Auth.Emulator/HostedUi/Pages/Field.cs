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

    public bool IsOptional { get; init; }

    public static Field Code(string name, string label, bool focus = true) => new(name, label) { Autocomplete = "one-time-code", IsCode = true, Focus = focus };

    /// <param name="message">What the page says; an error about this field marks it and gives it the focus.</param>
    public Html Render(Message message)
    {
        bool invalid = message.Marks(name);
        bool focus = message.Field is { } wrong ? wrong == name : Focus;
        var described = string.Join(' ', ((string?[])[invalid ? "error" : null, Hint is null ? null : $"{name}-hint"]).OfType<string>());
        Html hint = Hint is null ? Html.None : Html.Format($"""<p class="hint" id="{name}-hint">{Hint}</p>""");
        return Html.Format(
            $"""
            <div class="field"><label for="{name}">{label}</label><input id="{name}" name="{name}" type="{Type}" autocomplete="{Autocomplete}" value="{Value}"{Flag("autofocus", focus)}{Flag("required", !IsOptional)}{Pair("aria-invalid", invalid ? "true" : "")}{Pair("aria-describedby", described)}{Pair("class", IsCode ? "code" : "")}{Pair("inputmode", IsCode ? "numeric" : "")}{Pair("spellcheck", Type == "text" ? "false" : "")}{Pair("autocapitalize", Type == "text" ? "none" : "")}/>{hint}</div>

            """);
    }

    private static Html Flag(string name, bool on) => on ? Pair(name, name) : Html.None;

    private static Html Pair(string name, string value) => value.Length == 0 ? Html.None : Html.Format($""" {name}="{value}" """);
}
