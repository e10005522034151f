using Microsoft.Extensions.Logging;

namespace Amplify.Tokens;

/// <summary>What the tokens' room logs (event ids 1500 to 1519). Addresses and counts only.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(1500, LogLevel.Debug, "Fetched {Count} token keys from {Address}.", EventName = "TokenKeysFetched")]
    public static partial void KeysFetched(this ILogger logger, int count, Uri address);

    [LoggerMessage(1501, LogLevel.Warning, "The token keys at {Address} could not be fetched. Keys at hand: {Count}.", EventName = "TokenKeysNotFetched")]
    public static partial void KeysNotFetched(this ILogger logger, Uri address, int count, Exception cause);
}
