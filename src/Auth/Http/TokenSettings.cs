using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Http;

/// <summary>The options of a token handler, checked and copied.</summary>
internal sealed class TokenSettings
{
    private TokenSettings(AuthTokenHandlerOptions options, Origins origins)
    {
        Origins = origins;
        Prefix = string.IsNullOrEmpty(options.Scheme) ? "" : $"{options.Scheme} ";
        WhenSignedOut = options.WhenSignedOut;
        MaxRedirects = options.MaxRedirects;
        TrustsInnerHandler = options.InnerHandlerFollowsNoRedirects;
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(AuthDiagnostics.Name);
        Renewals = new TokenRenewals(options.Token, options.RefreshInterval, options.TimeProvider ?? TimeProvider.System, Logger);
    }

    public Origins Origins { get; }

    /// <summary>What stands before the token: the scheme and a space, or nothing.</summary>
    public string Prefix { get; }

    public WhenSignedOut WhenSignedOut { get; }

    public int MaxRedirects { get; }

    public bool TrustsInnerHandler { get; }

    public TokenRenewals Renewals { get; }

    public ILogger Logger { get; }

    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public static TokenSettings From(AuthTokenHandlerOptions options)
    {
        List<string> faults = [];
        var origins = Origins.Check(options.AllowedOrigins, $"{nameof(AuthTokenHandlerOptions)}.{nameof(options.AllowedOrigins)}", faults);
        if (!Enum.IsDefined(options.Token))
        {
            faults.Add($"{nameof(AuthTokenHandlerOptions)}.{nameof(options.Token)} is none of the tokens there are.");
        }

        if (!Enum.IsDefined(options.WhenSignedOut))
        {
            faults.Add($"{nameof(AuthTokenHandlerOptions)}.{nameof(options.WhenSignedOut)} is none of the ways there are.");
        }

        if (options.Scheme?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') is false)
        {
            faults.Add($"{nameof(AuthTokenHandlerOptions)}.{nameof(options.Scheme)} is not one word, such as 'Bearer'.");
        }

        if (options.RefreshInterval < TimeSpan.Zero || options.RefreshInterval > TimeSpan.FromHours(1))
        {
            faults.Add($"{nameof(AuthTokenHandlerOptions)}.{nameof(options.RefreshInterval)} is not between zero and one hour.");
        }

        SigningSettings.CheckRedirects(options.MaxRedirects, nameof(AuthTokenHandlerOptions), faults);
        return faults.Count == 0 ? new TokenSettings(options, origins) : throw new AuthConfigurationException(faults);
    }
}
