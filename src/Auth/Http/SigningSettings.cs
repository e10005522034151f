using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amplify.Http;

/// <summary>The options of a signing handler, checked and copied.</summary>
internal sealed class SigningSettings
{
    // Bodies are kept in one array.
    private const long MostBuffered = int.MaxValue / 2;

    private SigningSettings(AwsSigningOptions options, Origins origins, Func<TimeSpan>? knownOffset)
    {
        Region = options.Region ?? "";
        Service = options.Service ?? "";
        Origins = origins;
        MaxBufferedBody = options.MaxBufferedBody;
        UnsignedPayload = options.UnsignedPayload;
        SendContentHash = options.SendContentHash || options.UnsignedPayload;
        DoubleEncodePath = options.DoubleEncodePath;
        UnsignedHeaders = new HashSet<string>(options.UnsignedHeaders ?? [], StringComparer.OrdinalIgnoreCase);
        MaxRedirects = options.MaxRedirects;
        TrustsInnerHandler = options.InnerHandlerFollowsNoRedirects;
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger(AuthDiagnostics.Name);
        Clock = new SigningClock(options.TimeProvider ?? TimeProvider.System, options.ClockOffset ?? knownOffset, Logger);
    }

    public string Region { get; }

    public string Service { get; }

    public Origins Origins { get; }

    public long MaxBufferedBody { get; }

    public bool UnsignedPayload { get; }

    public bool SendContentHash { get; }

    public bool DoubleEncodePath { get; }

    public IReadOnlySet<string> UnsignedHeaders { get; }

    public int MaxRedirects { get; }

    public bool TrustsInnerHandler { get; }

    public SigningClock Clock { get; }

    public ILogger Logger { get; }

    /// <param name="options">The options.</param>
    /// <param name="knownOffset">How far the service's clock is ahead, where the options do not say; null when nobody knows.</param>
    /// <exception cref="AuthConfigurationException">The options cannot be used; all faults are listed.</exception>
    public static SigningSettings From(AwsSigningOptions options, Func<TimeSpan>? knownOffset)
    {
        List<string> faults = [];
        CheckScope(options.Region, nameof(options.Region), "eu-west-1", faults);
        CheckScope(options.Service, nameof(options.Service), "execute-api", faults);
        var origins = Origins.Check(options.AllowedOrigins, $"{nameof(AwsSigningOptions)}.{nameof(options.AllowedOrigins)}", faults);
        if (options.MaxBufferedBody is < 0 or > MostBuffered)
        {
            faults.Add($"{nameof(AwsSigningOptions)}.{nameof(options.MaxBufferedBody)} is not between 0 and {MostBuffered} bytes.");
        }

        if (options.Service == "s3" && options.DoubleEncodePath)
        {
            faults.Add($"{nameof(AwsSigningOptions)}.{nameof(options.Service)} is s3, whose paths are encoded once: set {nameof(options.DoubleEncodePath)} to false.");
        }

        CheckRedirects(options.MaxRedirects, nameof(AwsSigningOptions), faults);
        return faults.Count == 0 ? new SigningSettings(options, origins, knownOffset) : throw new AuthConfigurationException(faults);
    }

    public static void CheckRedirects(int maxRedirects, string options, List<string> faults)
    {
        if (maxRedirects is < 0 or > Redirects.Most)
        {
            faults.Add($"{options}.{nameof(AwsSigningOptions.MaxRedirects)} is not between 0 and {Redirects.Most}.");
        }
    }

    // Both are parts of a scope that is split at slashes, and of a header's value.
    private static void CheckScope(string? value, string name, string example, List<string> faults)
    {
        if (string.IsNullOrEmpty(value))
        {
            faults.Add($"{nameof(AwsSigningOptions)}.{name} is missing, such as '{example}'.");
        }
        else if (!value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            faults.Add($"{nameof(AwsSigningOptions)}.{name} holds more than letters, digits and hyphens: give it as in '{example}'.");
        }
    }
}
