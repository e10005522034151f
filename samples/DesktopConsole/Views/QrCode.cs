using System.Collections;
using System.Text;
using QRCoder;

namespace Amplify.Samples;

/// <summary>Draws QR codes with characters: one is a module wide and two modules high, which makes the modules square in most terminals.</summary>
internal static class QrCode
{
    /// <summary>How many light modules stay around the code. The standard asks for four; two are enough for phones, and save a small terminal's lines.</summary>
    private const int Margin = 2;

    private const int DrawnMargin = 4;

    /// <summary>
    /// The lines of the code. Blocks are its light modules: on a dark terminal it looks like print on paper. Show them white on black, so
    /// that it does on a light one as well.
    /// </summary>
    /// <param name="text">What is in it.</param>
    public static IReadOnlyList<string> Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        List<BitArray> rows = code.ModuleMatrix[(DrawnMargin - Margin)..^(DrawnMargin - Margin)];
        return [.. rows.Chunk(2).Select(pair => Line(pair[0], pair.Length == 2 ? pair[1] : null))];
    }

    private static string Line(BitArray upper, BitArray? lower)
    {
        var line = new StringBuilder();
        for (int x = DrawnMargin - Margin; x < upper.Length - (DrawnMargin - Margin); x++)
        {
            bool lightAbove = !upper[x];
            bool lightBelow = lower is not null && !lower[x];
            line.Append((lightAbove, lightBelow) switch
            {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                _ => ' ',
            });
        }

        return line.ToString();
    }
}
