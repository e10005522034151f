using Microsoft.Extensions.Logging;

namespace Amplify.Desktop;

/// <summary>Asks whoever started the attempt whether a callback belongs to it.</summary>
internal static class Checks
{
    /// <summary>Whether it does. A check that throws takes nothing: what somebody sends must not end the attempt.</summary>
    public static bool IsAnswer(BrowserRequest request, Uri callback, ILogger logger)
    {
        try
        {
            return request.IsAnswer(callback);
        }
#pragma warning disable CA1031 // The check is another's and may throw anything; its message may hold the callback, so the log names the type only.
        catch (Exception e)
#pragma warning restore CA1031
        {
            DesktopLog.CheckFailed(logger, e.GetType().Name);
            return false;
        }
    }
}
