using System.Globalization;

namespace Amplify.Tests.Support;

/// <summary>What came back, as it came.</summary>
internal sealed class Answer(string text)
{
    public string Text { get; } = text;

    public int Status => Text.Length == 0 ? 0 : int.Parse(Text.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Head => Text.Split("\r\n\r\n")[0];

    public string Body => Text[(Head.Length + 4)..];

    public string[] Headers => Head.Split("\r\n")[1..];

    /// <summary>The page's heading.</summary>
    public string Heading => Body.Split("<h1 dir=\"auto\">")[1].Split("</h1>")[0];
}
