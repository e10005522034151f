using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Diagnostics;

/// <summary>A message that gives away what it is given.</summary>
internal static partial class TestLog
{
    [LoggerMessage(1, LogLevel.Information, "Signed in as {User}")]
    public static partial void LogUser(this ILogger logger, string user);
}
