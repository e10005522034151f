using System.Net;
using System.Text.RegularExpressions;

namespace Amplify.Samples;

/// <summary>As much of a page as the robot needs: its heading and its first form. For the emulator's own pages, not for the web at large.</summary>
internal sealed partial class HtmlPage(Uri address, string html)
{
    public string Heading => WebUtility.HtmlDecode(HeadingTag().Match(html).Groups["text"].Value);

    /// <summary>Sends the first form: hidden fields as they are, the others as given, with the first button: the one that Enter presses.</summary>
    /// <param name="values">What to fill in, by field name.</param>
    /// <exception cref="UnexpectedTurnException">There is no form, or it asks for something else.</exception>
    public HttpRequestMessage Submit(IReadOnlyDictionary<string, string> values)
    {
        Match form = Form().Match(html);
        if (!form.Success)
        {
            throw new UnexpectedTurnException($"The page \"{Heading}\" has no form.");
        }

        string content = form.Groups["content"].Value;
        IEnumerable<KeyValuePair<string, string>> fields = Tags("input", content).Select(input => KeyValuePair.Create(
            input["name"],
            input.GetValueOrDefault("type") == "hidden" ? input["value"]
                : values.TryGetValue(input["name"], out string? value) ? value
                : throw new UnexpectedTurnException($"The page \"{Heading}\" asks for {input["name"]}.")));
        IEnumerable<KeyValuePair<string, string>> button = Tags("button", content).Take(1).Where(b => b.ContainsKey("name")).Select(b => KeyValuePair.Create(b["name"], b["value"]));
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, Attributes(form.Groups["attributes"].Value)["action"]))
        {
            Content = new FormUrlEncodedContent(fields.Concat(button)),
        };
    }

    private static IEnumerable<Dictionary<string, string>> Tags(string name, string markup) =>
        Tag().Matches(markup).Where(tag => tag.Groups["name"].Value == name).Select(tag => Attributes(tag.Groups["attributes"].Value));

    private static Dictionary<string, string> Attributes(string markup) =>
        Attribute().Matches(markup).ToDictionary(a => a.Groups["name"].Value, a => WebUtility.HtmlDecode(a.Groups["value"].Value));

    [GeneratedRegex(@"<h1>(?<text>[^<]*)</h1>")]
    private static partial Regex HeadingTag();

    [GeneratedRegex(@"<form(?<attributes>[^>]*)>(?<content>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"<(?<name>input|button)(?<attributes>[^>]*)>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<name>[\w-]+)=""(?<value>[^""]*)""")]
    private static partial Regex Attribute();
}
