using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Chooses where to listen: the first of the configured addresses whose port is free.</summary>
internal static class LoopbackPorts
{
    /// <exception cref="AuthException">None of them can be listened on (<see cref="AuthErrorReason.BrowserUnavailable"/>).</exception>
    public static (CallbackAddress Address, IReadOnlyList<Socket> Sockets) ListenOnFirstFree(IReadOnlyList<Uri> redirectUris, ILogger logger)
    {
        List<string> taken = [];
        foreach (Uri redirectUri in redirectUris)
        {
            if (CallbackAddress.TryFrom(redirectUri) is not { } address)
            {
                continue;
            }

            if (LoopbackSockets.TryListen(address.Addresses, address.Port, out SocketError error) is { } sockets)
            {
                DesktopLog.Listening(logger, address.Port, sockets.Count);
                return (address, sockets);
            }

            DesktopLog.PortNotFree(logger, address.Port, error);
            taken.Add(string.Create(CultureInfo.InvariantCulture, $"{address.Port} ({Describe(error)})"));
        }

        throw taken.Count == 0 ? DesktopErrors.NoLoopbackAddress() : DesktopErrors.NoFreePort(taken);
    }

    private static string Describe(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "in use",
        SocketError.AccessDenied => "not allowed",
        _ => error.ToString(),
    };
}
