using System.Text;

namespace Amplify.Emulator;

/// <summary>What stands in the pages and is no markup: kept in files of its own, built into the assembly.</summary>
internal static class PageFile
{
    public static string Read(string name)
    {
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
