using System.Net;
using System.Text.RegularExpressions;

namespace Amplify.Tests.Oidc;

/// <summary>The form of a page, with what it has filled in itself.</summary>
internal sealed partial class PageForm
{
    private PageForm(string action, IReadOnlyDictionary<string, string> fields)
    {
        Action = action;
        Fields = fields;
    }

    public string Action { get; }

    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>What the page wants of its reader.</summary>
    public string Kind => Fields.GetValueOrDefault("prompt") ?? "logout";

    public static PageForm Read(string html)
    {
        Match form = Form().Match(html);
        Assert.That(form.Success, $"No form is on the page:\n{html}");
        return new PageForm(
            WebUtility.HtmlDecode(form.Groups["action"].Value),
            Hidden().Matches(html).ToDictionary(input => input.Groups["name"].Value, input => WebUtility.HtmlDecode(input.Groups["value"].Value), StringComparer.Ordinal));
    }

    [GeneratedRegex("""<form[^>]*\saction="(?<action>[^"]+)"[^>]*>""")]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""")]
    private static partial Regex Hidden();
}
