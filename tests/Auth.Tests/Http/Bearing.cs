using Amplify.Http;
using Amplify.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Amplify.Tests.Http;

/// <summary>What the tests of the token handler share: options, clients, APIs that take certain tokens.</summary>
internal static class Bearing
{
    public static AuthTokenHandlerOptions Options(Uri origin, Action<AuthTokenHandlerOptions>? change = null)
    {
        var options = new AuthTokenHandlerOptions { AllowedOrigins = [origin], TimeProvider = new ManualClock() };
        change?.Invoke(options);
        return options;
    }

    public static HttpClient Client(LoopbackApi api, StubUser user, Action<AuthTokenHandlerOptions>? change = null) => new(new AuthTokenHandler(user.Auth, Options(api.Origin, change)));

    /// <summary>An API that answers 401 to what it does not accept.</summary>
    public static Task<LoopbackApi> ApiAsync(Func<string?, bool> accepts) => LoopbackApi.StartAsync((request, context) =>
    {
        context.Response.StatusCode = accepts(request["Authorization"]) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    });

    /// <summary>An API that answers 401 to the first of a user's tokens.</summary>
    public static Task<LoopbackApi> ApiAsync(StubUser user)
    {
        string first = $"Bearer {user.Access}";
        return ApiAsync(token => token is not null && token != first);
    }
}
