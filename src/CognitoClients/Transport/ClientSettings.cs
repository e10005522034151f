using System.Net;

namespace Amplify.CognitoClients;

/// <summary>A configuration as it was when a client was made, checked.</summary>
internal sealed class ClientSettings
{
    /// <summary>The package and its version.</summary>
    public static readonly string UserAgent = $"Amplify.CognitoClients/{typeof(ClientSettings).Assembly.GetName().Version?.ToString(3)}";

    public required Uri Endpoint { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required int MaxResponseBytes { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public int? MaxConnectionsPerServer { get; init; }

    public IWebProxy? Proxy { get; init; }

    /// <summary>Copies a configuration.</summary>
    /// <exception cref="ArgumentException">It names no endpoint, or holds a number out of range.</exception>
    public static ClientSettings From(CognitoClientConfig config)
    {
        TimeSpan timeout = config.Timeout ?? CognitoClientConfig.DefaultTimeout;
        if (timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(config.Timeout));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(config.MaxResponseBytes, nameof(config.MaxResponseBytes));
        ArgumentNullException.ThrowIfNull(config.TimeProvider, nameof(config.TimeProvider));
        return new ClientSettings
        {
            Endpoint = config.ResolveEndpoint(),
            Timeout = timeout,
            ConnectTimeout = config.ConnectTimeout ?? CognitoClientConfig.DefaultConnectTimeout,
            MaxResponseBytes = config.MaxResponseBytes,
            TimeProvider = config.TimeProvider,
            MaxConnectionsPerServer = config.MaxConnectionsPerServer,
            Proxy = config.GetWebProxy(),
        };
    }
}
