using System.Security.Cryptography;
using System.Text;

namespace Amplify.Emulator;

/// <summary>The one style sheet, which stands in every page and is allowed by its hash.</summary>
internal static class StyleSheet
{
    public static string Text { get; } = PageFile.Read("hosted-ui.css");

    /// <summary>The source expression that allows it and no other style.</summary>
    public static string Source { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
}
