using Amplify.Samples;
using ZXing.Common;
using ZXing.QrCode.Internal;

namespace Amplify.Tests;

/// <summary>What the sample draws with characters is read back by another library, as a phone would.</summary>
public sealed class QrCodeTests
{
    private const int Margin = 2;
    private const string Uri = "otpauth://totp/Acme%20Photos:ana%40example.com?secret=7G3HVSDJ45EZ6BU2AE2BHMLDHMAGVBG45TUJKJMX3GOMPGFHOY5Q&issuer=Acme%20Photos";

    [TestCase("x")]
    [TestCase(Uri)]
    public void A_drawn_code_says_what_it_was_made_of(string text)
    {
        bool[][] dark = ModulesOf(QrCode.Draw(text));

        BitMatrix matrix = new(dark.Length);
        for (int y = 0; y < dark.Length; y++)
        {
            for (int x = 0; x < dark.Length; x++)
            {
                matrix[x, y] = dark[y][x];
            }
        }

        Assert.That(new Decoder().decode(matrix, null)?.Text, Is.EqualTo(text));
    }

    [Test]
    public void It_stands_in_a_light_frame_and_fits_into_a_terminal_of_80_columns_and_25_lines()
    {
        IReadOnlyList<string> lines = QrCode.Draw(Uri);

        Assert.That(lines, Has.Count.LessThanOrEqualTo(25));
        Assert.That(lines.Select(l => l.Length).Distinct().Single(), Is.LessThanOrEqualTo(78));
        Assert.That(lines[0], Is.EqualTo(new string('█', lines[0].Length)));
        Assert.That(lines.SkipLast(1), Has.All.StartsWith("██").And.All.EndsWith("██"));
        Assert.That(lines[^1], Is.EqualTo(new string('▀', lines[0].Length)));
    }

    /// <summary>The dark modules, without the frame.</summary>
    private static bool[][] ModulesOf(IReadOnlyList<string> lines)
    {
        int size = lines[0].Length - (2 * Margin);
        bool[][] all = [.. lines.SelectMany(line => new[] { line.Select(c => c is not ('█' or '▀')).ToArray(), line.Select(c => c is not ('█' or '▄')).ToArray() })];
        return [.. all.Skip(Margin).Take(size).Select(row => row[Margin..^Margin])];
    }
}
