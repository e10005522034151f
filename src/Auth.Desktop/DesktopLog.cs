using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Every log message, with a stable event id. No template takes an address that was opened or called, nor anything a request held.</summary>
internal static class DesktopLog
{
    public const string Name = "Amplify.Auth.Desktop";

    private static readonly Action<ILogger, int, int, Exception?> _listening =
        LoggerMessage.Define<int, int>(LogLevel.Debug, new EventId(2000, nameof(Listening)), "Listening for the browser on loopback port {Port} ({Addresses} addresses)");

    private static readonly Action<ILogger, int, SocketError, Exception?> _portNotFree =
        LoggerMessage.Define<int, SocketError>(LogLevel.Debug, new EventId(2001, nameof(PortNotFree)), "Loopback port {Port} cannot be listened on ({Error}); trying the next");

    private static readonly Action<ILogger, int, Refusal, Exception?> _refused =
        LoggerMessage.Define<int, Refusal>(LogLevel.Information, new EventId(2002, nameof(Refused)), "A request to the loopback port was refused with {Status} ({Refusal}); waiting goes on");

    private static readonly Action<ILogger, Exception?> _answered =
        LoggerMessage.Define(LogLevel.Debug, new EventId(2003, nameof(Answered)), "The browser came back");

    private static readonly Action<ILogger, string, Exception?> _checkFailed =
        LoggerMessage.Define<string>(LogLevel.Error, new EventId(2004, nameof(CheckFailed)), "The check of a callback threw {Exception}; the callback is not taken, waiting goes on");

    private static readonly Action<ILogger, string, Exception?> _opened =
        LoggerMessage.Define<string>(LogLevel.Debug, new EventId(2005, nameof(Opened)), "The browser was opened by {Opener}");

    private static readonly Action<ILogger, string, int, Exception?> _openerFailed =
        LoggerMessage.Define<string, int>(LogLevel.Warning, new EventId(2006, nameof(OpenerFailed)), "{Opener} did not open a browser (error {Code})");

    private static readonly Action<ILogger, Exception?> _notBroughtToFront =
        LoggerMessage.Define(LogLevel.Warning, new EventId(2007, nameof(NotBroughtToFront)), "The browser came back, but the application could not be brought to the front");

    private static readonly Action<ILogger, Exception?> _crowded =
        LoggerMessage.Define(LogLevel.Information, new EventId(2008, nameof(Crowded)), "Too many connections to the loopback port: the oldest that asks nothing was dropped");

    private static readonly Action<ILogger, string, Exception?> _fellBack =
        LoggerMessage.Define<string>(LogLevel.Information, new EventId(2009, nameof(FellBack)), "There is no browser here: {Message} The fallback takes its place");

    public static void Listening(ILogger logger, int port, int addresses) => _listening(logger, port, addresses, null);

    public static void PortNotFree(ILogger logger, int port, SocketError error) => _portNotFree(logger, port, error, null);

    public static void Refused(ILogger logger, int status, Refusal refusal) => _refused(logger, status, refusal, null);

    public static void Answered(ILogger logger) => _answered(logger, null);

    public static void CheckFailed(ILogger logger, string exception) => _checkFailed(logger, exception, null);

    public static void Opened(ILogger logger, string opener) => _opened(logger, opener, null);

    public static void OpenerFailed(ILogger logger, string opener, int code) => _openerFailed(logger, opener, code, null);

    public static void NotBroughtToFront(ILogger logger, Exception exception) => _notBroughtToFront(logger, exception);

    public static void FellBack(ILogger logger, string message) => _fellBack(logger, message, null);

    public static void Crowded(ILogger logger) => _crowded(logger, null);
}
