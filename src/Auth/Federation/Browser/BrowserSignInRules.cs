using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amplify.Configuration;

namespace Amplify.Federation;

/// <summary>What <see cref="BrowserSignInOptions"/> may hold.</summary>
internal static class BrowserSignInRules
{
    private const int MaxText = 1024;
    private const int MaxScopes = 8 * 1024;

    /// <summary>The service's sessions at its pages end long before; flow tokens live no longer than steps.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(15);

    /// <exception cref="ArgumentException">Something cannot be asked for.</exception>
    public static void Check(BrowserSignInOptions options)
    {
        if (options.Scopes is { } scopes && (scopes.Any(s => !OAuthSettings.IsScope(s)) || scopes.Sum(s => s.Length + 1) > MaxScopes))
        {
            throw Fault(nameof(options.Scopes), $"holds what is no scope (a scope is a word without blanks or quotes), or more than {MaxScopes} characters");
        }

        if (options.Prompts is { } prompts && (prompts.Any(p => !Enum.IsDefined(p)) || (prompts.Contains(BrowserPrompt.None) && prompts.Distinct().Count() > 1)))
        {
            throw Fault(nameof(options.Prompts), "holds a prompt that means nothing, or None together with another");
        }

        // A path is a file's address on some systems.
        if (options.Resource is { } resource && !(Uri.TryCreate(resource, UriKind.Absolute, out Uri? address) && address is { IsFile: false, Fragment.Length: 0 }))
        {
            throw Fault(nameof(options.Resource), "is not an absolute address without fragment (RFC 8707 §2)");
        }

        DemandShort(options.LoginHint, nameof(options.LoginHint));
        DemandShort(options.Language, nameof(options.Language));
        DemandShort(options.Resource, nameof(options.Resource));
        if (options.CustomState is { } custom && (custom.Length > MaxText || JsonEncodedText.Encode(custom, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length > MaxText))
        {
            throw Fault(nameof(options.CustomState), $"has more than {MaxText} bytes as JSON has it");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > _longest)
        {
            throw Fault(nameof(options.Timeout), "must lie between one second and 15 minutes");
        }
    }

    /// <summary>The configured redirect URI that is meant: the same letters, or the same address.</summary>
    /// <exception cref="ArgumentException">It is not among them.</exception>
    public static Uri Find(Uri redirect, IReadOnlyList<Uri> configured) =>
        configured.FirstOrDefault(c => string.Equals(c.OriginalString, redirect.OriginalString, StringComparison.Ordinal))
        ?? configured.FirstOrDefault(c => c.Equals(redirect))
        ?? throw new ArgumentException("RedirectUri is none of the configured ones (AuthOptions.OAuth): the app client has to know it.", nameof(redirect));

    /// <summary>Addresses have an end.</summary>
    private static void DemandShort(string? text, string name)
    {
        if (text is not null && Encoding.UTF8.GetByteCount(text) > MaxText)
        {
            throw Fault(name, $"has more than {MaxText} bytes");
        }
    }

    private static ArgumentException Fault(string name, string fault) => new($"BrowserSignInOptions.{name} {fault}.");
}
