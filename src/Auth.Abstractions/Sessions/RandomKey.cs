using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Amplify;

/// <summary>The text of a key that nobody can guess: 128 random bits as 22 characters of base64url.</summary>
internal static class RandomKey
{
    private const int Bytes = 16;
    private const int Characters = 22;

    public static string New()
    {
        var bytes = new byte[Bytes];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(bytes);
        }

        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static bool Is([NotNullWhen(true)] string? text) =>
        text is { Length: Characters } && text.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
