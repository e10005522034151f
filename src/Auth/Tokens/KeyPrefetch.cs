using Amplify.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Amplify.Tokens;

/// <summary>Fetches the keys that verify the tokens at the end of a sign-in, while the user proves to be who they say.</summary>
internal sealed class KeyPrefetch(ITokenKeySource keys, ILogger logger)
{
    /// <summary>Starts it. Nobody waits for it: the verification asks again.</summary>
    public void Start(CancellationToken cancellationToken) => _ = RunAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keys.PrefetchAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // An application's key source may throw anything; nobody awaits this, and the verification at the end asks it again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.KeyPrefetchFailed(logger, e);
        }
    }
}
