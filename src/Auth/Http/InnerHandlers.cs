namespace Amplify.Http;

/// <summary>What stands below a handler that adds credentials: it must not carry them along a redirect, which nobody above would see.</summary>
internal static class InnerHandlers
{
    /// <summary>The handler made where none was given.</summary>
    public static SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>The last handler of the chain that begins with this one.</summary>
    public static HttpMessageHandler? Terminal(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler delegating)
        {
            handler = delegating.InnerHandler;
        }

        return handler;
    }

    /// <summary>Whether a handler follows redirects; null when it is none of .NET's own and does not say.</summary>
    public static bool? FollowsRedirects(HttpMessageHandler? handler) => handler switch
    {
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        HttpClientHandler client => client.AllowAutoRedirect,
        _ => null,
    };
}
